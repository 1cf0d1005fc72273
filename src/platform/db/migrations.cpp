// SPDX-License-Identifier: Apache-2.0
#include "platform/db/migrations.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "platform/db/messages.gen.hpp"

namespace kheo::db {

namespace {

constexpr std::string_view kVersionTable =
    "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";

using Applied = std::map<int, std::string>;  // number → sha256

Result<Applied> applied_migrations(Transaction& tx) {
    Applied applied;
    TRY(tx.each([&](const Row& row) { applied[row.get<int>(0)] = row.get<std::string>(1); },
                "SELECT number, sha256 FROM schema_migration ORDER BY number"));
    return applied;
}

Result<> refuse_unknown(const Applied& applied, std::span<const Migration> known) {
    for (const auto& [number, hash] : applied) {
        const auto found = std::ranges::find(known, number, &Migration::number);
        if (found == known.end())
            return fail(ErrorKind::environment, msg::schema_newer, {{"number", std::to_string(number)}});
        if (sha256_hex(found->sql) != hash)
            return fail(ErrorKind::environment, msg::migration_changed, {{"name", std::string(found->name)}});
    }
    return {};
}

Result<> apply(Transaction& tx, const Migration& migration, std::int64_t at) {
    TRY(tx.script(migration.sql));
    TRY(tx.exec("INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)",
                migration.number, migration.name, sha256_hex(migration.sql), at));
    return {};
}

std::vector<Migration> of_engine(std::span<const Migration> all, Engine engine) {
    std::vector<Migration> out;
    for (const auto& migration : all)
        if (!migration.only || migration.only == engine) out.push_back(migration);
    return out;
}

/// The report when nothing is to be run; nullopt also for an empty file, which has no table of versions yet.
Result<std::optional<MigrationReport>> up_to_date(Database& database, std::span<const Migration> migrations) {
    const auto applied = database.read([](Transaction& tx) { return applied_migrations(tx); });
    if (!applied || applied->size() != migrations.size()) return std::nullopt;
    TRY(refuse_unknown(*applied, migrations));
    return MigrationReport{0, applied->empty() ? 0 : applied->rbegin()->first};
}

}  // namespace

Result<SchemaState> schema_state(Transaction& tx, std::span<const Migration> all) {
    const auto migrations = of_engine(all, tx.engine());
    const auto applied = TRY(applied_migrations(tx));
    TRY(refuse_unknown(applied, migrations));
    SchemaState state;
    for (const auto& [number, hash] : applied) state.applied.push_back(number);
    for (const auto& migration : migrations)
        if (!applied.contains(migration.number)) state.pending.push_back(migration.number);
    return state;
}

Result<MigrationReport> migrate_in(Transaction& tx, std::span<const Migration> all, std::int64_t at) {
    const auto migrations = of_engine(all, tx.engine());
    TRY(tx.script(kVersionTable));
    const auto applied = TRY(applied_migrations(tx));
    TRY(refuse_unknown(applied, migrations));
    MigrationReport report;
    for (const auto& migration : migrations) {
        report.version = migration.number;
        if (applied.contains(migration.number)) continue;
        TRY(apply(tx, migration, at));
        ++report.applied;
    }
    return report;
}

Result<MigrationReport> migrate(Database& database, std::span<const Migration> all, std::int64_t at) {
    // Seen by reading, so that opening the data waits for nobody's long write.
    if (const auto report = TRY(up_to_date(database, of_engine(all, database.engine())))) return *report;
    return database.write_schema([&](Transaction& tx) { return migrate_in(tx, all, at); });
}

Result<MigrationReport> migrate(Database& database, std::int64_t at) {
    return migrate(database, all_migrations(), at);
}

}  // namespace kheo::db
