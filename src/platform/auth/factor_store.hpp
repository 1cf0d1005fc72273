// SPDX-License-Identifier: Apache-2.0
// Private to platform/auth: rows of the second factor and of half sign-ins.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth::store {

struct FactorRow {
    std::string sealed_secret, key_id, code_salt;
    std::int64_t last_step = 0;
};
Result<std::optional<FactorRow>> find_factor(db::Transaction& tx, UserId account);
Result<bool> has_recovery_code(db::Transaction& tx, UserId account, std::string_view hash);
/// False when another sign-in was first.
Result<bool> use_step(db::Transaction& tx, UserId account, std::int64_t step);
Result<bool> use_recovery_code(db::Transaction& tx, UserId account, std::string_view hash);
Result<> put_factor(db::Transaction& tx, UserId account, const FactorRow& row, Millis since);
Result<> put_codes(db::Transaction& tx, UserId account, std::string_view salt,
                   std::span<const std::string> hashes);

struct HalfRow {
    UserId account;
    std::string name;
    bool private_device = false;
    std::int64_t wrong_codes = 0;
};
/// Only of accounts that may sign in, and not ended.
Result<std::optional<HalfRow>> find_half(db::Transaction& tx, std::string_view hash, Millis now);
Result<> insert_half(db::Transaction& tx, std::string_view hash, UserId account, bool private_device,
                     Millis ends_at);
Result<> count_wrong_code(db::Transaction& tx, std::string_view hash);
/// False when there was none.
Result<bool> delete_half(db::Transaction& tx, std::string_view hash);
Result<> delete_halves(db::Transaction& tx, UserId account);
Result<> delete_ended_halves(db::Transaction& tx, Millis now);

}  // namespace kheo::auth::store
