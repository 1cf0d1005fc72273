// SPDX-License-Identifier: Apache-2.0
// Accounts and grants as rows. Each function works in the caller's transaction, which also writes the ledger.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct StoredGrant {
    std::int64_t id = 0;
    Grant grant;
};

struct Account {
    UserId id;
    std::string name;
    std::string display_name;
    bool enabled = true;
    bool must_change = false;
    Millis created_at = 0;
    std::vector<StoredGrant> grants;  // also ended and future ones, oldest first
};

struct NewAccount {
    std::string name{};          // 3 to 60 of a-z 0-9 . _ - @
    std::string display_name{};  // empty: the name
    std::string password_hash{};
    bool must_change = false;
    std::string request_key{};  // of the form; may be empty
};

/// The form in which names are kept and compared: trimmed, lower case.
std::string account_name(std::string_view typed);

/// An invalid Error about the field "name" when it cannot be one.
Result<> check_account_name(std::string_view typed);

/// An invalid Error when the name cannot be one, a conflict when it is taken; both name the field "name".
Result<UserId> add_account(db::Transaction& tx, const NewAccount& account, Millis at);
/// The account that a form with this key made before; an empty key is unknown.
Result<std::optional<UserId>> find_by_request(db::Transaction& tx, std::string_view request_key);
/// The grant's row, or 0 when a form with this key made it before.
Result<std::int64_t> add_grant(db::Transaction& tx, UserId account, const Grant& grant, UserId by, Millis at,
                               std::string_view request_key = {});
/// The grant holds for the last time on the day before `today`, and so do those handed on from it. False when
/// it had ended already; not_found when it is not this account's.
Result<bool> end_grant(db::Transaction& tx, UserId account, std::int64_t grant, Date today);

/// By name, with grants.
Result<std::vector<Account>> list_accounts(db::Transaction& tx);
Result<std::optional<Account>> find_account(db::Transaction& tx, UserId id);
Result<std::optional<Account>> find_account(db::Transaction& tx, std::string_view name);

/// Display name of an account, for history lines; "" when there is none.
Result<std::string> display_name(db::Transaction& tx, UserId id);

/// For asking the present password again.
Result<std::string> password_hash(db::Transaction& tx, UserId account);
/// Is this hash still the kept one, and may the account sign in? Checking a password takes a while.
Result<bool> password_is_still(db::Transaction& tx, UserId account, std::string_view hash);
/// Also ends all of the account's sessions.
Result<> set_password(db::Transaction& tx, UserId account, std::string_view hash, bool must_change);
/// A lock ends all sessions and cancels the open invitations: after unlocking, an old link opens nothing.
Result<> set_enabled(db::Transaction& tx, UserId account, bool enabled, Millis at);

}  // namespace kheo::auth
