// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/notice.hpp"

namespace kheo::auth {

Result<Notice> find_notice(db::Transaction& tx, UserId account) {
    auto found =
        TRY(tx.find([](const db::Row& row) { return Notice{row.get<std::string>(0), row.get<bool>(1)}; },
                    "SELECT address, digest FROM account_notice WHERE account_id = ?1", account));
    return found.value_or(Notice{});
}

Result<> put_notice(db::Transaction& tx, UserId account, const Notice& notice, Millis at) {
    TRY(tx.exec("DELETE FROM account_notice WHERE account_id = ?1", account));
    if (notice.address.empty()) return {};
    TRY(tx.exec(
        "INSERT INTO account_notice (account_id, address, digest, changed_at) VALUES (?1, ?2, ?3, ?4)",
        account, notice.address, notice.digest, at));
    return {};
}

Result<std::vector<Told>> wanting_digest(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return Told{row.get<UserId>(0), row.get<std::string>(1)}; },
                  "SELECT n.account_id, n.address FROM account_notice n JOIN account a ON a.id = "
                  "n.account_id WHERE n.digest = 1 AND a.disabled_at IS NULL ORDER BY n.account_id");
}

}  // namespace kheo::auth
