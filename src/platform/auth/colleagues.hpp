// SPDX-License-Identifier: Apache-2.0
// Who else works at a unit. Rows only: what they may see of each other is for the room that asks.
#pragma once

#include <vector>

#include "platform/auth/accounts.hpp"

namespace kheo::auth {

/// Accounts with a grant on exactly this unit, ended ones and locked accounts too, by name; all their grants
/// with them.
Result<std::vector<Account>> accounts_at(db::Transaction& tx, ScopeUnit unit);

}  // namespace kheo::auth
