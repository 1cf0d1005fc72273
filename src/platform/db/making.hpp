// SPDX-License-Identifier: Apache-2.0
// Making a system in a server's database so that it is there whole or not at all: a table says that the
// making is not finished. (A SQLite file is made beside its place and moved there.)
#pragma once

#include "platform/db/database.hpp"

namespace kheo::db {

enum class Making { absent, unfinished, finished };

/// absent: no table at all. Anybody's tables count as finished.
Result<Making> making_of(Database& database);

/// Refuses (conflict) a database that holds anything; what an interrupted making left is dropped first. While
/// another process is making (Database::try_hold("making")), the caller waits or refuses. The token tells
/// this making from all others, for marks outside the database.
Result<> begin_making(Database& database, std::int64_t token = 0);

/// Of an unfinished making; none when there is no such, or it has none.
Result<std::optional<std::int64_t>> token_of_making(Database& database);

/// The system is whole from now on.
Result<> end_making(Database& database);

/// Drops all tables of an unfinished making.
Result<> drop_unfinished(Database& database);

/// Takes SQLite's log over into the file and empties it, also beside others who have the file open; refuses
/// (busy) when one of them still reads after 3 seconds: as long it holds off all writers. For what must be
/// gone from the disk.
Result<> empty_log(const std::filesystem::path& file);

/// Moves everything from the log of a SQLite file that nobody has open (FILE-wal) into the file and flushes
/// it, so that the file alone is the data. Refuses (environment, disk_full) when that does not succeed to the
/// last page: closing a database does not tell.
Result<> settle_sqlite(const std::filesystem::path& file);

/// The name that all servers on one PostgreSQL database hold in common, from their first subscription on: who
/// gets it by Database::try_hold knows that none is running.
inline constexpr std::string_view kServers = "servers";

}  // namespace kheo::db
