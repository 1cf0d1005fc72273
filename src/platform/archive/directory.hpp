// SPDX-License-Identifier: Apache-2.0
// An archive as a directory: one file per member, readable by people and other programs. manifest.json is the
// last member; a directory without it was never finished.
#pragma once

#include <filesystem>
#include <memory>

#include "platform/archive/member.hpp"

namespace kheo::archive {

/// Writes into an absent or empty directory (conflict otherwise), for the owner's eyes only (0700, 0600).
Result<std::unique_ptr<Writer>> write_directory(const std::filesystem::path& dir);

/// Reads the members in the order the manifest names them, itself last. Refuses (invalid) a directory
/// without one.
Result<std::unique_ptr<Reader>> read_directory(const std::filesystem::path& dir);

}  // namespace kheo::archive
