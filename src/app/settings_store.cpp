// SPDX-License-Identifier: Apache-2.0
#include "app/data_dir.hpp"

namespace kheo::app {

Result<std::string> setting(db::Database& database, std::string_view key, std::string fallback) {
    auto found = TRY(database.read([&](db::Transaction& tx) {
        return tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                       "SELECT value FROM setting WHERE key = ?1", key);
    }));
    return found ? *std::move(found) : std::move(fallback);
}

Result<> set_setting(db::Database& database, std::string_view key, std::string_view value, Millis at) {
    return database.write([&](db::Transaction& tx) { return set_setting(tx, key, value, at); });
}

Result<> set_setting(db::Transaction& tx, std::string_view key, std::string_view value, Millis at) {
    TRY(
        tx.exec("INSERT INTO setting (key, value, changed_at) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
                key, value, at));
    return {};
}

}  // namespace kheo::app
