// SPDX-License-Identifier: Apache-2.0
// The second factor of an account: the secret of an authenticator app and recovery codes. Rows are read and
// written in the caller's transaction, which also writes the ledger; what takes long (hashes) is computed
// outside of it. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/factor_key.hpp"
#include "platform/auth/principal.hpp"
#include "platform/auth/recovery_code.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct FactorState {
    bool on = false;
    Millis since = 0;
    std::int64_t codes_left = 0;
    std::optional<Millis> reset_at{};  // switched off by somebody else, and the person has not said he knows
};
Result<FactorState> factor_state(db::Transaction& tx, UserId account);
/// Accounts that have set it up, ascending.
Result<std::vector<UserId>> accounts_with_factor(db::Transaction& tx);

/// What was typed and is right: a code of the app, or a recovery code.
struct ShownCode {
    std::int64_t step = 0;
    std::string recovery_hash{};
    bool is_recovery() const { return !recovery_hash.empty(); }
};

/// Compares what was typed with the account's factor: invalid when it is neither, environment when the key of
/// this machine does not open the secret. Takes no lock and uses nothing up.
Result<ShownCode> match_code(db::Database& database, const FactorKey& key, UserId account,
                             std::string_view typed, Millis now);

/// Uses the code up; invalid when it has been used meanwhile.
Result<> use_code(db::Transaction& tx, UserId account, const ShownCode& code);

/// A secret on its way to the telephone: it stands sealed in the form, so that nothing is stored before a
/// code has shown that the app has it. Good for an hour, for this account only.
struct OfferedSecret {
    std::string secret, sealed;
};
Result<OfferedSecret> offer_secret(const FactorKey& key, UserId account, Millis now);
/// The secret of a form; invalid when it is too old or another account's.
Result<std::string> offered_secret(const FactorKey& key, UserId account, std::string_view sealed, Millis now);

/// What set_factor stores.
struct NewFactor {
    std::string secret;
    std::int64_t step = 0;  // of the code that was shown
    const RecoveryCodes& codes;
};
/// Switches it on, or replaces the former app and codes. Ends half sign-ins.
Result<> set_factor(db::Transaction& tx, const FactorKey& key, UserId account, const NewFactor& factor,
                    Millis at);
Result<> replace_recovery_codes(db::Transaction& tx, UserId account, const RecoveryCodes& codes);
/// False when it was off. Ends half sign-ins.
Result<bool> remove_factor(db::Transaction& tx, UserId account);
/// The person is told at the next sign-in, until he says that he knows (nullopt).
Result<> set_factor_reset(db::Transaction& tx, UserId account, std::optional<Millis> at);

}  // namespace kheo::auth
