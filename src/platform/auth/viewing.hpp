// SPDX-License-Identifier: Apache-2.0
// Who looked at the pages as whom (decision 0073). Rows only, in the caller's transaction, which also writes
// the ledger; who may is for the room that asks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct Viewing {
    std::int64_t id = 0;  // 0 = not written yet
    UserId viewer, viewed;
    std::string session_hash;  // token_hash of the session that looks on
    std::string reason, salt;
    std::int64_t entry_id = 0;  // of the ledger
    Millis begun_at = 0, ends_at = 0;
};

/// Minutes after which a viewing that begins on that day ends by itself.
Result<std::int64_t> viewing_minutes(db::Transaction& tx, Date on);
/// Did a form with this key begin one before? An empty key is unknown.
Result<bool> viewing_was_begun(db::Transaction& tx, std::string_view request_key);
Result<> add_viewing(db::Transaction& tx, const Viewing& viewing, std::string_view request_key);
/// The one of this session that has not ended.
Result<std::optional<Viewing>> viewing_of_session(db::Transaction& tx, std::string_view session_hash,
                                                  Millis now);
/// All of this session that have not ended end now.
Result<> end_viewings(db::Transaction& tx, std::string_view session_hash, Millis now);
/// The newest hundred who looked as this account, each with the name of who looked.
Result<> each_viewing_of(db::Transaction& tx, UserId viewed, Millis since,
                         const std::function<void(Viewing, std::string viewer)>& take);
/// Each one, for a check of the data.
Result<> each_viewing(db::Transaction& tx, const std::function<void(const Viewing&)>& take);

}  // namespace kheo::auth
