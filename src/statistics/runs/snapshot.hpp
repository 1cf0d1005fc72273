// SPDX-License-Identifier: Apache-2.0
// The columns as a file, so that a start need not read the database: a head, a note of the owner (what the
// numbers mean and how far of the feed is in), the memory of the columns, checksums. A file that is torn,
// altered, of another version or another layout is refused with a sentence; its owner then makes the columns
// anew from SQL. Never the only copy of anything.
#pragma once

#include <filesystem>

#include "statistics/runs/columns.hpp"

namespace kheo::statistics::runs {

/// Written beside the file and put in its place at the end.
Result<> save_snapshot(const std::filesystem::path& file, const Runs& runs, std::string_view note);

struct LoadedSnapshot {
    std::shared_ptr<const Runs> runs;
    std::string note;
};
/// Errors: not_found (no file), environment (torn, altered or of another kind: do not use it).
Result<LoadedSnapshot> load_snapshot(const std::filesystem::path& file, const Layout& layout);

/// 64 bits over bytes: against tearing and ageing of a disk, not against people.
std::uint64_t checksum(const std::byte* bytes, std::size_t size);

}  // namespace kheo::statistics::runs
