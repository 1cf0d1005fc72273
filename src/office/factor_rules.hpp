// SPDX-License-Identifier: Apache-2.0
// For whom the second step is required, for administrators of the whole country: how it stands per role, the
// dated rules, one more rule. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/office.hpp"
#include "office/views.hpp"

namespace kheo::office {

/// Does a grant of today let this person administer the whole country?
bool administers_country(const auth::Principal& who, Date today);

/// How it stands with the grants of one role; where a rule is about those for the whole country alone, with
/// these apart.
struct RoleFactor {
    auth::Role role = auth::Role::administrator;
    bool whole_country = false;
    std::optional<auth::FactorRule> now, coming;  // the rule in force, the next one to begin
    std::int64_t accounts = 0, missing = 0;       // that may sign in; of them without the second step
};

struct WrittenFactorRule {
    auth::FactorRule rule;
    std::string by;         // "" = from the command line
    bool replaced = false;  // a later one about the same grants has begun
};

struct FactorRules {
    std::vector<RoleFactor> roles;
    std::vector<WrittenFactorRule> written;  // the newest first day first
    bool own_missing = false;                // the reader's own rights: asked now or later, and not set up
};
Result<FactorRules> factor_rules(const Parts& parts, const auth::Principal& who);

/// The same rule again changes nothing. Errors: invalid (role, required, from: not before today, basis);
/// nothing is required where the machine has no key for it, for nobody could set it up.
Result<> save_factor_rule(const Parts& parts, const auth::Principal& who, const FactorRuleInput& typed);

}  // namespace kheo::office
