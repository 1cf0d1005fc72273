// SPDX-License-Identifier: Apache-2.0
// Dossiers opened for an hour outside of one's rights (decision 0072). Rows only, in the caller's
// transaction, which also writes the ledger; who may is for the room that asks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct UrgentOpening {
    std::int64_t id = 0;  // 0 = not written yet
    UserId account;
    std::string dossier;  // its neutral code
    ScopeUnit unit;
    std::string reason;
    Millis opened_at = 0, ends_at = 0;
};

/// False when a form with this key did it before.
Result<bool> add_urgent_opening(db::Transaction& tx, const UrgentOpening& opening,
                                std::string_view request_key);
/// The one of this person and dossier that has not ended.
Result<std::optional<UrgentOpening>> urgent_opening(db::Transaction& tx, UserId account,
                                                    std::string_view dossier, Millis now);
/// Those since that moment, the newest first, each with the name of who opened it.
Result<> each_urgent_opening(db::Transaction& tx, Millis since,
                             const std::function<void(UrgentOpening, std::string person)>& take);

}  // namespace kheo::auth
