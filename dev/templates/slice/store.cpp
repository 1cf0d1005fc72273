// SPDX-License-Identifier: Apache-2.0
#include "@slice@/store.hpp"

namespace kheo::@slice@::store {

Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const New@Record@& record, Millis at) {
    return tx.find([](const db::Row& row) { return row.get<std::int64_t>(0); },
                   "INSERT INTO @slice@_@record@ (title, request_key, created_at) VALUES (?1, ?2, ?3) "
                   "ON CONFLICT (request_key) DO NOTHING RETURNING id",
                   record.title, record.request_key, at);
}

Result<std::vector<@Record@>> list(db::Transaction& tx, int limit) {
    return tx.all([](const db::Row& row) { return @Record@{row.get<std::int64_t>(0), row.get<std::string>(1)}; },
                  "SELECT id, title FROM @slice@_@record@ ORDER BY id DESC LIMIT ?1", limit);
}

}  // namespace kheo::@slice@::store
