// SPDX-License-Identifier: Apache-2.0
// A file that is written to the disk before anybody believes it: no short write goes unnoticed.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace kheo::archive {

class OutputFile {
  public:
    OutputFile() = default;
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    /// A new file of mode 0600; refuses (conflict) one that exists, environment otherwise.
    Result<> create(const std::filesystem::path& path);
    Result<> write(std::string_view bytes);
    /// Removes what a killed writer left under this name; refuses (conflict) while one is still at it.
    static Result<> sweep(const std::filesystem::path& path);
    /// Flushes to the disk and closes.
    Result<> close();

  private:
    Result<> failure(int code);
    std::filesystem::path path_;
    int descriptor_ = -1;
};

/// Makes renames and new files of a directory last through a power cut.
void sync_directory(const std::filesystem::path& dir);

}  // namespace kheo::archive
