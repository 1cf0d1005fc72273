// SPDX-License-Identifier: Apache-2.0
// For whoever must say, after something went wrong, whether anything of it was saved before.
#pragma once

#include <cstdint>

namespace kheo::db {

/// Writes this thread has committed, on any database, and those that were perhaps committed
/// (code::kCommitUnknown). Compare two answers of one thread. write_if_free() is not counted: it keeps what
/// may as well be left out, never what somebody has typed.
std::uint64_t commits_of_this_thread();

}  // namespace kheo::db
