// SPDX-License-Identifier: Apache-2.0
// Taking a person out of an account: the id, the grants and the ledger's entries stay, nothing of them says
// who it was.
#pragma once

#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

/// Replaces both names, makes the password unusable, locks the account, ends its sessions. Erasing twice
/// changes nothing more.
Result<> erase_account(db::Transaction& tx, UserId account, std::string_view shown_instead, Millis at);

/// Does anybody else hold a grant of this role for the whole country today and may sign in?
Result<bool> another_holds(db::Transaction& tx, UserId account, Role role, Date today);

}  // namespace kheo::auth
