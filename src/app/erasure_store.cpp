// SPDX-License-Identifier: Apache-2.0
#include "app/erasure_store.hpp"

namespace kheo::app::store {

Result<> remember(db::Transaction& tx, const Erased& e) {
    TRY(
        tx.exec("INSERT INTO erasure (kind, subject_id, subject_made_at, erased_at) VALUES (?1, ?2, ?3, ?4) "
                "ON CONFLICT (kind, subject_id, subject_made_at) DO NOTHING",
                e.kind, e.subject, e.made_at, e.erased_at));
    return {};
}

Result<std::set<Erased>> recorded(db::Transaction& tx) {
    std::set<Erased> out;
    TRY(tx.each(
        [&](const db::Row& row) {
            out.insert({row.get<std::string>(0), row.integer(1), row.integer(2), row.integer(3)});
        },
        "SELECT kind, subject_id, subject_made_at, erased_at FROM erasure"));
    return out;
}

}  // namespace kheo::app::store
