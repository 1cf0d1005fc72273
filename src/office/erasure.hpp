// SPDX-License-Identifier: Apache-2.0
// Part of the door, for app: taking a person out of their account on request. What they did stays in the
// ledger under the account's number; nobody can tell any more who that was.
#pragma once

#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::office {

struct ErasedAccount {
    auth::UserId id;
    Millis made_at = 0;  // of the account
};

/// By the name of sign-in. not_found for an unknown one; conflict for the only administrator of the whole
/// country, without whom nobody could manage accounts.
Result<ErasedAccount> erase_user(db::Transaction& tx, std::string_view name, auth::UserId actor,
                                 const Clock& clock);

/// The same account again, after a restore: by id and the moment it was made. False when there is no such
/// account or it is erased already; the last administrator is erased too, for it was so decided.
Result<bool> erase_user_again(db::Transaction& tx, const ErasedAccount& account, const Clock& clock);

}  // namespace kheo::office
