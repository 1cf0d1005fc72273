// SPDX-License-Identifier: Apache-2.0
// What a person sees of his own sessions, and ends. Rows only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct OwnSession {
    std::string id;      // of this account's sessions only; says nothing about the token
    std::string device;  // "Chrome · Android"; "" when it was not said
    Millis begun = 0, seen = 0;
    bool private_device = false;
    bool present = false;  // the one that asks
};

/// Those that have not ended, the one seen last first. `token` is the cookie of the one that asks.
Result<std::vector<OwnSession>> own_sessions(db::Transaction& tx, UserId account, std::string_view token,
                                             Millis now);
/// False when the account has no such session.
Result<bool> end_own_session(db::Transaction& tx, UserId account, std::string_view id);
/// All but the one that asks; how many.
Result<std::int64_t> end_other_sessions(db::Transaction& tx, UserId account, std::string_view token);

}  // namespace kheo::auth
