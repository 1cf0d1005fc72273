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
Result<> set_enabled(const Parts& parts, const auth::Principal& who, auth::UserId account, bool enabled);

/// One's own; the present one is asked. Ends all sessions of the account.
Result<> change_own_password(const Parts& parts, const auth::Principal& who, std::string_view present,
                             std::string_view wanted);

}  // namespace kheo::office
