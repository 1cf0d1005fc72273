// SPDX-License-Identifier: Apache-2.0
// A consistent copy of a SQLite file that may be in use, as one file without a WAL.
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace kheo::db {

/// Refuses (conflict) a target that exists; a half copy is removed. The copy is on the disk when it returns.
Result<> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace kheo::db
