// SPDX-License-Identifier: Apache-2.0
// Private to platform/auth: the rows of sessions and keys. All SQL of the room is in store.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/auth/throttle.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth::store {

/// As a column takes it that holds NULL instead of an empty text (request keys are unique).
std::optional<std::string> or_null(std::string_view text);

/// Announced with every change of accounts, grants and sessions that a signed-in person must feel at once.
inline constexpr std::string_view kTopic = "auth";

struct Credentials {
    UserId id;
    std::string password_hash;
    bool enabled = true;
    bool must_change = false;
    bool has_factor = false, factor_was_reset = false;
};
Result<std::optional<Credentials>> find_credentials(db::Transaction& tx, std::string_view name);
Result<> save_hash(db::Transaction& tx, UserId account, std::string_view hash);

struct SessionRow {
    UserId account;
    std::string name, display_name;
    Millis seen_at = 0, idle_ms = 0, ends_at = 0;
    bool must_change = false, has_factor = false;
};
/// Only of accounts that may sign in.
Result<std::optional<SessionRow>> find_session(db::Transaction& tx, std::string_view hash);
Result<> insert_session(db::Transaction& tx, std::string_view hash, UserId account, std::string_view device,
                        Millis now, Millis idle_ms, Millis ends_at);
Result<> touch_session(db::Transaction& tx, std::string_view hash, Millis now);
Result<> delete_session(db::Transaction& tx, std::string_view hash);
Result<> delete_ended_sessions(db::Transaction& tx, Millis now);

/// Counts of sign-ins by hashed key; those that say nothing any more are dropped.
Result<std::vector<SignInThrottle::Stored>> load_counts(db::Transaction& tx, Millis now);
Result<> save_counts(db::Transaction& tx, const std::vector<SignInThrottle::Stored>& counts, Millis now);

Result<std::vector<Grant>> load_grants(db::Transaction& tx, UserId account);

/// The bytes of a key, the given ones stored first when there is none yet.
Result<std::string> find_or_add_key(db::Transaction& tx, std::string_view name, std::string_view fresh);
/// "" when there is none.
Result<std::string> find_key(db::Transaction& tx, std::string_view name);
Result<> forget_key(db::Transaction& tx, std::string_view name);

}  // namespace kheo::auth::store
