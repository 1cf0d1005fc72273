// SPDX-License-Identifier: Apache-2.0
// Use cases of the second step: set up, recovery codes, off, reset, and one's own sessions. Each writes its
// ledger entry in the transaction of the act; no entry says more than that it happened. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/office.hpp"
#include "platform/auth/own_sessions.hpp"

namespace kheo::office {

struct OwnFactor {
    auth::FactorState state;
    bool required = false;  // by a rule that holds today
};
Result<OwnFactor> own_factor(const Parts& parts, const auth::Principal& who);

/// What a form about the second step says; nothing of it is ever shown again.
struct FactorInput {
    std::string present;     // password
    std::string code;        // of the app, or a recovery code
    std::string sealed;      // auth::OfferedSecret, when it is being set up
    std::string token;       // of the session that asks: all others end
    std::string old_code{};  // where a new telephone replaces another one
};

/// Switches it on, or changes to a new telephone. The recovery codes, shown once. Faults by field: present,
/// code, old_code.
Result<std::vector<std::string>> set_up_factor(const Parts& parts, const auth::Principal& who,
                                               const FactorInput& typed);
Result<std::vector<std::string>> remake_codes(const Parts& parts, const auth::Principal& who,
                                              const FactorInput& typed);
/// Refused (invalid) where a rule requires it.
Result<> switch_factor_off(const Parts& parts, const auth::Principal& who, const FactorInput& typed);
/// The person knows that somebody else switched it off.
Result<> acknowledge_reset(const Parts& parts, const auth::Principal& who);

/// By an administrator above: the telephone is lost. Ends all sessions of the account; conflict-free twice.
Result<> reset_factor(const Parts& parts, const auth::Principal& who, auth::UserId account);
Result<bool> has_factor(const Parts& parts, auth::UserId account);

/// The rule's row and its ledger entry.
Result<> enter_factor_rule(db::Transaction& tx, const auth::FactorRule& rule, auth::UserId actor, Millis at);

/// In the transaction that uses the code up.
Result<> enter_recovery_code_used(db::Transaction& tx, auth::UserId account, Millis at);

Result<std::vector<auth::OwnSession>> own_sessions(const Parts& parts, const auth::Principal& who,
                                                   std::string_view token);
/// "khac": all but the one that asks.
Result<> end_own_session(const Parts& parts, const auth::Principal& who, std::string_view which,
                         std::string_view token);

}  // namespace kheo::office
