// SPDX-License-Identifier: Apache-2.0
#include "office/factor_rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "office/factor_service.hpp"
#include "office/messages.gen.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::FactorRule;

constexpr std::size_t kLongestBasis = 300;  // code points, as the form's field says

bool same(const FactorRule& a, const FactorRule& b) {
    return a.role == b.role && a.whole_country == b.whole_country && a.required == b.required &&
           a.from == b.from && a.basis == b.basis;
}

bool same_grants(const FactorRule& a, const FactorRule& b) {
    return a.role == b.role && a.whole_country == b.whole_country;
}

/// Of two rules about the same grants: does the second one take the first one's place once both have begun?
bool comes_after(const FactorRule& a, const FactorRule& b) {
    return same_grants(a, b) && (a.from < b.from || (a.from == b.from && a.id < b.id));
}

bool is_replaced(const FactorRule& rule, const std::vector<FactorRule>& rules, Date today) {
    return std::ranges::any_of(
        rules, [&](const auto& other) { return other.from <= today && comes_after(rule, other); });
}

/// The grants that a line of the table is about.
bool is_of(const auth::Grant& grant, const RoleFactor& line, bool country_apart) {
    if (grant.role != line.role) return false;
    return country_apart ? line.whole_country == !grant.unit : true;
}

struct Known {
    std::vector<FactorRule> rules;
    std::vector<auth::Account> accounts;
    std::vector<auth::UserId> having;
};

bool has_it(const Known& known, auth::UserId account) {
    return std::ranges::binary_search(known.having, account);
}

void count(RoleFactor& line, const Known& known, bool country_apart, Date day) {
    for (const auto& account : known.accounts) {
        const bool holds = std::ranges::any_of(account.grants, [&](const auth::StoredGrant& stored) {
            return stored.grant.valid_on(day) && is_of(stored.grant, line, country_apart);
        });
        if (!account.enabled || !holds) continue;
        ++line.accounts;
        if (!has_it(known, account.id)) ++line.missing;
    }
}

/// Counted on the day that the next rule begins, where there is one: of those who will hold the role then.
RoleFactor line_of(auth::Role role, bool whole_country, bool country_apart, const Known& known, Date today) {
    RoleFactor line{role, whole_country, {}, {}, 0, 0};
    const auth::Grant sample{role, auth::ScopeUnit{whole_country ? 0 : 1}, today, today};
    if (const auto* rule = auth::rule_for(sample, known.rules, today)) line.now = *rule;
    for (const auto& rule : known.rules) {
        if (rule.from <= today || rule.role != role || rule.whole_country != whole_country) continue;
        if (!line.coming || rule.from < line.coming->from || comes_after(*line.coming, rule))
            if (!line.coming || rule.from <= line.coming->from) line.coming = rule;
    }
    count(line, known, country_apart, line.coming ? line.coming->from : today);
    return line;
}

std::vector<RoleFactor> lines_of(const Known& known, Date today) {
    std::vector<RoleFactor> out;
    for (const auto role : auth::all_roles()) {
        const bool apart = std::ranges::any_of(
            known.rules, [&](const auto& rule) { return rule.role == role && rule.whole_country; });
        if (apart) out.push_back(line_of(role, true, true, known, today));
        out.push_back(line_of(role, false, apart, known, today));
    }
    return out;
}

std::vector<WrittenFactorRule> written_of(const Known& known, Date today) {
    std::vector<WrittenFactorRule> out;
    for (const auto& rule : known.rules) {
        const auto by = std::ranges::find(known.accounts, rule.set_by, &auth::Account::id);
        out.push_back({rule, by == known.accounts.end() ? std::string() : by->display_name,
                       is_replaced(rule, known.rules, today)});
    }
    std::ranges::sort(out, [](const auto& a, const auto& b) {
        return b.rule.from < a.rule.from || (a.rule.from == b.rule.from && b.rule.id < a.rule.id);
    });
    return out;
}

Result<Known> read_known(db::Transaction& tx) {
    Known out;
    out.rules = TRY(auth::load_factor_rules(tx));
    out.accounts = TRY(auth::list_accounts(tx));
    out.having = TRY(auth::accounts_with_factor(tx));
    return out;
}

Result<FactorRule> read_rule(const Parts& parts, const FactorRuleInput& typed) {
    const auto today = parts.clock.today();
    std::vector<FieldError> wrong;
    const auto role = auth::parse_role(typed.role);
    const auto from = typed_day(typed.from);
    const auto basis = tidy(typed.basis);
    const bool required = typed.required == "1";
    if (!role) wrong.push_back({"role", msg::factor_rule_role_missing});
    if (required && parts.sessions.factor_key().id().empty())
        wrong.push_back({"required", msg::factor_rule_no_key});
    if (!from || *from < today)
        wrong.push_back({"from", Sentence(msg::factor_rule_from_wrong, {{"today", today.vietnamese()}})});
    if (basis.empty()) wrong.push_back({"basis", msg::factor_rule_basis_missing});
    if (length(basis) > kLongestBasis) wrong.push_back({"basis", msg::factor_rule_basis_long});
    if (!wrong.empty())
        return fail(Error{ErrorKind::invalid, msg::factor_rule_not_saved, std::move(wrong), {}, {}});
    return FactorRule{0, *role, typed.who == "country", required, *from, basis};
}

}  // namespace

bool administers_country(const auth::Principal& who, Date today) {
    return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
        return !grant.unit && grant.gives(auth::Permission::administer, today);
    });
}

Result<FactorRules> factor_rules(const Parts& parts, const auth::Principal& who) {
    const auto today = parts.clock.today();
    const auto known = TRY(parts.database.read(read_known));
    FactorRules out{lines_of(known, today), written_of(known, today), false};
    out.own_missing =
        !has_it(known, who.user) && (auth::factor_required(who.grants, known.rules, today) ||
                                     auth::factor_required_later(who.grants, known.rules, today).has_value());
    return out;
}

Result<> save_factor_rule(const Parts& parts, const auth::Principal& who, const FactorRuleInput& typed) {
    const auto rule = TRY(read_rule(parts, typed));
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto rules = TRY(auth::load_factor_rules(tx));
        // the newest about the same people and day holds: an older one that says the same does not
        const auth::FactorRule* last = nullptr;
        for (const auto& each : rules)
            if (same_grants(each, rule) && each.from == rule.from) last = &each;
        if (last && same(*last, rule)) return {};
        return enter_factor_rule(tx, rule, who.user, parts.clock.now());
    });
}

}  // namespace kheo::office
