// SPDX-License-Identifier: Apache-2.0
// Of one account: from which dossiers it must stay apart, and where it was cleared.
#include "registry/life/store.hpp"

namespace kheo::registry::life::store {

Result<> each_of_writer(db::Transaction& tx, auth::UserId user, const std::function<void(CycleId)>& take) {
    static const std::string sql = "SELECT w.cycle_id FROM (" + all_writers() + ") w WHERE w.user_id = ?1";
    return tx.each([&](const db::Row& row) { take(row.get<CycleId>(0)); }, sql, user);
}

Result<> each_cleared(db::Transaction& tx, auth::UserId user, const std::function<void(CycleId)>& take) {
    return tx.each([&](const db::Row& row) { take(row.get<CycleId>(0)); },
                   "SELECT cycle_id FROM cycle_namesake WHERE user_id = ?1", user);
}

}  // namespace kheo::registry::life::store
