// SPDX-License-Identifier: Apache-2.0
// Where a person wants to be told of due work: an own mailbox, given by the person alone, and whether the
// daily letter is wanted. Rows; each function works in the caller's transaction, which also writes the
// ledger.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct Notice {
    std::string address;  // "" = none is known
    bool digest = true;   // the daily letter
    bool operator==(const Notice&) const = default;
};
Result<Notice> find_notice(db::Transaction& tx, UserId account);
/// Without an address nothing is kept.
Result<> put_notice(db::Transaction& tx, UserId account, const Notice& notice, Millis at);

struct Told {
    UserId account;
    std::string address;
};
/// Who may sign in and wants the daily letter, by account.
Result<std::vector<Told>> wanting_digest(db::Transaction& tx);

}  // namespace kheo::auth
