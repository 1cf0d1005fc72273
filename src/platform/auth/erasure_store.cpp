// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/erasure.hpp"

#include <fmt/format.h>

#include "platform/auth/invitation.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/auth/store.hpp"

namespace kheo::auth {

Result<> erase_account(db::Transaction& tx, UserId account, std::string_view shown_instead, Millis at) {
    TRY(
        tx.exec("UPDATE account SET name = ?2, display_name = ?3, password_hash = '', must_change = 0, "
                "disabled_at = COALESCE(disabled_at, ?4), request_key = NULL WHERE id = ?1",
                account, fmt::format("erased-{}", account.value), shown_instead, at));
    TRY(tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1", account));
    TRY(tx.exec("UPDATE role_grant SET end_reason = '' WHERE account_id = ?1", account));
    TRY(remove_factor(tx, account));
    TRY(tx.exec("DELETE FROM account_notice WHERE account_id = ?1", account));
    TRY(cancel_invitations_of(tx, account, at));
    tx.announce(store::kTopic);
    return {};
}

Result<bool> another_holds(db::Transaction& tx, UserId account, Role role, Date today) {
    return TRY(tx.value("SELECT count(*) FROM role_grant g JOIN account a ON a.id = g.account_id "
                        "WHERE a.id <> ?1 AND a.disabled_at IS NULL AND g.role = ?2 AND g.unit_id IS NULL "
                        "AND g.valid_from <= ?3 AND ?3 <= g.valid_to",
                        account, role_name(role), today)) > 0;
}

}  // namespace kheo::auth
