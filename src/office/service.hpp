// SPDX-License-Identifier: Apache-2.0
// Use cases of office: permission → rules → store → ledger in one transaction. Private to the room; what the
// command line needs is in the door.
#pragma once

#include "office/office.hpp"
#include "office/views.hpp"
#include "platform/auth/accounts.hpp"

namespace kheo::office {

/// Accounts in the person's area, by name.
Result<std::vector<auth::Account>> list_accounts(const Parts& parts, const auth::Principal& who);

/// One of them; not_found when it is outside the area.
Result<auth::Account> load_account(const Parts& parts, const auth::Principal& who, auth::UserId id);

/// Not before he has used his invitation, or the link of a reset.
Result<bool> has_password(const Parts& parts, auth::UserId account);

Result<> add_grant(const Parts& parts, const auth::Principal& who, auth::UserId account,
                   const GrantInput& typed, const std::string& request_key);
/// Locked: sessions, open invitations and the rights that this person has handed on end.
Result<> set_enabled(const Parts& parts, const auth::Principal& who, auth::UserId account, bool enabled);
/// Rights handed on live no longer than the account they come from: they end with a reason and a ledger
/// entry.
Result<> end_handed_on(db::Transaction& tx, auth::UserId account, auth::UserId actor, const Clock& clock);

/// One's own; the present one is asked, as often as at a sign-in and no more. Ends all sessions of the
/// account. A password that somebody else has set meanwhile (a reset) stays.
Result<> change_own_password(const Parts& parts, const auth::Principal& who, std::string_view present,
                             std::string_view wanted);

}  // namespace kheo::office
