// SPDX-License-Identifier: Apache-2.0
#include "platform/db/making.hpp"

#include <algorithm>

#include "platform/db/failure.hpp"
#include "platform/db/messages.gen.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace kheo::db {

namespace {

constexpr std::string_view kMark = "unfinished_making";

Result<std::vector<std::string>> names(Transaction& tx, Engine engine, std::string_view kind) {
    const std::string of_sqlite = "SELECT name FROM sqlite_master WHERE type = ?1 ORDER BY name";
    const std::string of_server =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND "
        "table_type = CASE WHEN ?1 = 'view' THEN 'VIEW' ELSE 'BASE TABLE' END ORDER BY table_name";
    return tx.all([](const Row& row) { return row.get<std::string>(0); },
                  engine == Engine::sqlite ? of_sqlite : of_server, kind);
}

using References = std::vector<std::pair<std::string, std::string>>;  // child, parent

/// SQLite refuses to drop a table to which rows of another one point.
Result<References> references(Transaction& tx) {
    return tx.all([](const Row& row) { return std::pair(row.get<std::string>(0), row.get<std::string>(1)); },
                  "SELECT m.name, f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f "
                  "WHERE m.type = 'table'");
}

bool is_pointed_at(const std::string& table, const std::vector<std::string>& left, const References& all) {
    return std::ranges::any_of(all, [&](const auto& each) {
        return each.second == table && each.first != table &&
               std::ranges::find(left, each.first) != left.end();
    });
}

/// Whoever points at another table comes before it; a circle as it stands.
std::vector<std::string> children_first(std::vector<std::string> left, const References& all) {
    std::vector<std::string> out;
    while (!left.empty()) {
        auto next = std::ranges::find_if(left, [&](const auto& t) { return !is_pointed_at(t, left, all); });
        if (next == left.end()) next = left.begin();
        out.push_back(std::move(*next));
        left.erase(next);
    }
    return out;
}

}  // namespace

Result<Making> making_of(Database& database) {
    const auto tables =
        TRY(database.read([&](Transaction& tx) { return names(tx, database.engine(), "table"); }));
    if (tables.empty()) return Making::absent;
    return std::ranges::find(tables, kMark) == tables.end() ? Making::finished : Making::unfinished;
}

Result<> begin_making(Database& database, std::int64_t token) {
    const auto found = TRY(making_of(database));
    if (found == Making::finished) return fail(ErrorKind::conflict, msg::database_not_empty);
    if (found == Making::unfinished) TRY(drop_unfinished(database));
    return database.write_schema([&](Transaction& tx) -> Result<> {
        TRY(tx.script("CREATE TABLE unfinished_making (id BIGINT PRIMARY KEY)"));
        TRY(tx.exec("INSERT INTO unfinished_making (id) VALUES (?1)", token));
        return {};
    });
}

Result<std::optional<std::int64_t>> token_of_making(Database& database) {
    if (TRY(making_of(database)) != Making::unfinished) return std::nullopt;
    return database.read([](Transaction& tx) {
        return tx.find([](const Row& row) { return row.integer(0); }, "SELECT id FROM unfinished_making");
    });
}

Result<> end_making(Database& database) {
    return database.write_schema([](Transaction& tx) { return tx.script("DROP TABLE unfinished_making"); });
}

Result<> drop_unfinished(Database& database) {
    if (TRY(making_of(database)) != Making::unfinished) return {};
    return database.write_schema([&](Transaction& tx) -> Result<> {
        const auto* cascade = database.engine() == Engine::sqlite ? "" : " CASCADE";
        for (const auto& view : TRY(names(tx, database.engine(), "view")))
            TRY(tx.script("DROP VIEW IF EXISTS \"" + view + "\"" + cascade));
        auto tables = TRY(names(tx, database.engine(), "table"));
        if (database.engine() == Engine::sqlite) tables = children_first(tables, TRY(references(tx)));
        for (const auto& table : tables)
            if (table != kMark) TRY(tx.script("DROP TABLE IF EXISTS \"" + table + "\"" + cascade));
        return tx.script("DROP TABLE " + std::string(kMark));
    });
}

Result<> empty_log(const std::filesystem::path& file) {
    const auto connection = TRY(SqliteConnection::open(file, {}));
    TRY(connection->each("PRAGMA busy_timeout = 3000", {}, [](const Row&) {}));
    return connection->settle();
}

Result<> settle_sqlite(const std::filesystem::path& file) {
    TRY(empty_log(file));
    const auto log = file.string() + "-wal";
    std::error_code error;
    if (!std::filesystem::exists(log, error) && !error) return {};
    if (!error && std::filesystem::file_size(log, error) == 0 && !error) return {};
    return fail(failure(Engine::sqlite, code::kDiskFull, "left behind: " + log));
}

}  // namespace kheo::db
