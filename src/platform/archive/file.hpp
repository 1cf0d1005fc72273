// SPDX-License-Identifier: Apache-2.0
// Files that are written to the disk before anybody believes it: no short write goes unnoticed. For all who
// keep files beside the database. Refusals (environment): cannot_write, no_room when the disk is full.
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
    std::filesystem::path path_;
    int descriptor_ = -1;
};

/// A file of mode 0600 at its place as a whole or not at all: written beside it under a name of its own and
/// renamed. Replaces what stands there.
Result<> write_whole(const std::filesystem::path& path, std::string_view bytes);

/// Adds to a file, made with mode 0600 when absent. After a refusal it is as it was; only a crash leaves a
/// part of the text. Those who append wait for each other.
Result<> append_whole(const std::filesystem::path& path, std::string_view text);

/// Makes renames and new files of a directory last through a power cut.
void sync_directory(const std::filesystem::path& dir);

}  // namespace kheo::archive
