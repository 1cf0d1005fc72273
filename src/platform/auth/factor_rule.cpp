// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/factor_rule.hpp"

#include <algorithm>

namespace kheo::auth {

namespace {

const FactorRule* latest(std::span<const FactorRule> rules, Role role, bool whole_country, Date today) {
    const FactorRule* found = nullptr;
    for (const auto& rule : rules) {
        if (rule.role != role || rule.whole_country != whole_country || today < rule.from) continue;
        if (!found || found->from <= rule.from) found = &rule;
    }
    return found;
}

}  // namespace

const FactorRule* rule_for(const Grant& grant, std::span<const FactorRule> rules, Date today) {
    const auto* own = grant.unit ? nullptr : latest(rules, grant.role, true, today);
    return own ? own : latest(rules, grant.role, false, today);
}

bool factor_required(std::span<const Grant> grants, std::span<const FactorRule> rules, Date today) {
    return std::ranges::any_of(grants, [&](const Grant& grant) {
        if (!grant.valid_on(today)) return false;
        const auto* rule = rule_for(grant, rules, today);
        return rule && rule->required;
    });
}

std::optional<Date> factor_required_later(std::span<const Grant> grants, std::span<const FactorRule> rules,
                                          Date today) {
    if (factor_required(grants, rules, today)) return std::nullopt;
    std::optional<Date> first;
    const auto look_at = [&](Date day) {
        if (today < day && (!first || day < *first) && factor_required(grants, rules, day)) first = day;
    };
    for (const auto& rule : rules) look_at(rule.from);
    for (const auto& grant : grants) look_at(grant.from);
    return first;
}

}  // namespace kheo::auth
