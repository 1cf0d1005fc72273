// SPDX-License-Identifier: Apache-2.0
// Grants with what became of them: handed on, ended with a reason, looked at again. Rows only, in the
// caller's transaction, which also writes the ledger; who may do it is for the room that asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct Right {
    std::int64_t id = 0;
    UserId account;
    Grant grant;
    UserId granted_by;  // none = the command line
    Millis granted_at = 0;
    std::int64_t delegated_from = 0;  // 0 = not handed on by a colleague
    std::string end_reason{};
    std::optional<Millis> reviewed_at{};
};

/// Oldest first.
Result<std::vector<Right>> rights_of(db::Transaction& tx, UserId account);
Result<std::optional<Right>> find_right(db::Transaction& tx, std::int64_t id);
/// What this person has handed on and has not ended.
Result<std::vector<Right>> handed_on_by(db::Transaction& tx, UserId account, Date today);

/// The row of the new right, or 0 when a form with this key made it before. Within `source` is the caller's
/// affair; that it is not itself handed on, too.
Result<std::int64_t> hand_on(db::Transaction& tx, const Right& source, UserId to, const Grant& grant,
                             Millis at, std::string_view request_key);
/// As accounts.hpp's end_grant, with a reason. The rights that end with it, itself first; empty when it had
/// ended already.
Result<std::vector<Right>> end_right(db::Transaction& tx, const Right& right, Date today,
                                     std::string_view reason);

/// Rights in force that nobody has given or looked at since that moment, by account.
Result<std::vector<Right>> rights_unseen_since(db::Transaction& tx, Millis moment, Date today);
Result<> mark_reviewed(db::Transaction& tx, std::int64_t right, UserId by, Millis at);

/// A right that was handed on lasts no longer than the one it comes from, and none is handed on twice; one
/// line each for `kheo check`, without names.
Result<std::vector<std::string>> right_faults(db::Transaction& tx);

}  // namespace kheo::auth
