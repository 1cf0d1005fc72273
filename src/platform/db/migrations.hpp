// SPDX-License-Identifier: Apache-2.0
// Forward-only, checksummed migrations: migrations/NNNN-name.sql, embedded at build time, one global
// sequence. The words KHEO_ID and KHEO_BLOB in them stand for the engine's identity column and byte type.
// Where the engines differ, NNNN-name.sqlite.sql and NNNN-name.postgresql.sql stand beside each other; a file
// without its counterpart is run on its engine only.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::db {

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sql;
    std::optional<Engine> only = {};  // none = both
};

/// All migrations of this binary, by number.
std::span<const Migration> all_migrations();

struct MigrationReport {
    int applied = 0;  // run just now
    int version = 0;  // highest number in the database
};

/// Brings a database to this binary's schema under a lock. Refuses (environment) when a released migration's
/// text has changed or the database is newer than the binary. `at` is the moment recorded, UTC milliseconds.
Result<MigrationReport> migrate(Database& database, std::int64_t at);

/// The same with a given list; for tests of the upgrade path.
Result<MigrationReport> migrate(Database& database, std::span<const Migration> migrations, std::int64_t at);

/// The same inside the caller's transaction: what it does beside the migrations stands or falls with them.
Result<MigrationReport> migrate_in(Transaction& tx, std::span<const Migration> migrations, std::int64_t at);

struct SchemaState {
    std::vector<int> applied, pending;  // numbers, ascending
};
/// Which of the given migrations a database has run. Refuses as migrate does.
Result<SchemaState> schema_state(Transaction& tx, std::span<const Migration> migrations = all_migrations());

}  // namespace kheo::db
