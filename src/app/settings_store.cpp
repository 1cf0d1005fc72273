// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "app/data_dir.hpp"
#include "app/public_copy.hpp"

namespace kheo::app {

namespace {
constexpr auto kPublicCopy = "public_copy";  // UTC milliseconds
}

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

Result<std::optional<Millis>> public_copy_taken(db::Transaction& tx) {
    const auto value = TRY(tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                                   "SELECT value FROM setting WHERE key = ?1", kPublicCopy));
    if (!value) return std::optional<Millis>();
    Millis at = 0;
    std::from_chars(value->data(), value->data() + value->size(), at);
    return std::optional(at);
}

Result<> mark_public_copy(db::Transaction& tx, Millis taken_at) {
    return set_setting(tx, kPublicCopy, std::to_string(taken_at), taken_at);
}

db::PublicTable public_settings() {
    return {"setting", {{"key"}, {"value"}}, "key IN ('portal_name', 'managing_body', 'demonstration')"};
}

}  // namespace kheo::app
