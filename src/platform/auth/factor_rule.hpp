// SPDX-License-Identifier: Apache-2.0
// For whom the second step of signing in is required: dated rules, each with its basis. Pure, but for the two
// functions over rows, which work in the caller's transaction.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

struct FactorRule {
    std::int64_t id = 0;  // 0 = not written yet
    Role role = Role::administrator;
    bool whole_country = false;  // only grants for the whole country; else every grant of the role …
    bool required = true;        // … for which no rule of its own has begun
    Date from;
    std::string basis;  // document, decision
    UserId set_by{};    // none: from the command line
    Millis set_at = 0;
};

/// The rule that holds for such a grant on that day: the one about just these grants before the one about all
/// of the role; of those the latest begun, of two from one day the one written last. nullptr: none has begun.
const FactorRule* rule_for(const Grant& grant, std::span<const FactorRule> rules, Date today);

/// Does any grant valid today ask for the second step?
bool factor_required(std::span<const Grant> grants, std::span<const FactorRule> rules, Date today);

/// The first day after today on which the rules as they stand will ask for it; none: they will not, or they
/// do already.
std::optional<Date> factor_required_later(std::span<const Grant> grants, std::span<const FactorRule> rules,
                                          Date today);

/// In the order of writing.
Result<std::vector<FactorRule>> load_factor_rules(db::Transaction& tx);
/// The answer is its row.
Result<std::int64_t> add_factor_rule(db::Transaction& tx, const FactorRule& rule, UserId by, Millis at);

}  // namespace kheo::auth
