// SPDX-License-Identifier: Apache-2.0
// The bytes of attachments on the disk: DIR/files/attached/ab/abcd…, each under the SHA-256 of its content,
// there whole or not at all. Knows no database. Safe to share between threads and, on a directory that
// several servers share, between processes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kheo::file {

class Vault {
  public:
    /// `files` is DIR/files.
    explicit Vault(std::filesystem::path files);

    /// The name of the file below DIR: "files/attached/ab/abcd…".
    static std::string name_of(std::string_view sha256);
    std::filesystem::path path_of(std::string_view sha256) const;

    /// Writes the bytes under their hash, unless they stand there whole already. Refuses (environment) with
    /// what to do.
    Result<> put(std::string_view sha256, std::string_view bytes) const;
    /// Whole; not_found with a sentence when it is gone.
    Result<std::shared_ptr<const std::string>> get(std::string_view sha256) const;
    /// Deletes it unless `still_needed()` says otherwise while it lies aside: then it stands again. So nobody
    /// who begins to need it meanwhile loses it: put() finds nothing and writes anew.
    Result<> take_away(std::string_view sha256, const std::function<Result<bool>()>& still_needed) const;
    /// Deletes half-written files, and brings back what lay aside when a process died, that are older than
    /// ten minutes. Nothing else.
    void sweep() const;

  private:
    std::filesystem::path home_;
};

}  // namespace kheo::file
