// SPDX-License-Identifier: Apache-2.0
// Uploaded lists on the disk, each under the SHA-256 of its content: files/ab/abcdef…. One that no upload
// needs any more is deleted. Safe to share between threads.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/db/database.hpp"
#include "registry/import/upload.hpp"

namespace kheo::registry::import {

class KeptFiles {
  public:
    KeptFiles(db::Database& database, std::filesystem::path home);

    /// The file and its upload; together, so that nobody drops the file in between.
    Result<UploadId> keep(const Upload& upload, std::string_view content);
    /// Whole; not_found with a sentence when it is gone.
    Result<std::string> content(const Upload& upload) const;
    /// Deletes the file of a list that is not kept, unless another upload needs it. A failure leaves it.
    void drop(const Upload& upload);
    /// Deletes what a process that died left behind: half-written files, and those of lists that were
    /// dropped. One that this database knows nothing of stays, for another may need it; `kheo check` names
    /// it.
    void sweep();

  private:
    bool left_behind(const std::filesystem::path& file);

    db::Database& database_;
    std::filesystem::path home_;
    std::mutex mutex_;  // taken before the database, never after
};

/// Lists stand in directories of two digits; the others below files/ belong to other rooms.
bool is_of_lists(const std::filesystem::directory_entry& directory);

/// Where the list with this hash stands.
std::filesystem::path kept_file(const std::filesystem::path& home, std::string_view sha256);

}  // namespace kheo::registry::import
