// SPDX-License-Identifier: Apache-2.0
#include "office/grants.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "office/messages.gen.hpp"

namespace kheo::office {

namespace {

using auth::Permission;
using auth::Role;

const Date kOpen = *Date::parse_iso(kEndOfTime);

bool means_the_country(std::string_view text) {
    return std::ranges::any_of(std::array{Language::vi, Language::en, Language::lo}, [&](Language language) {
        return fold_words(text) == fold_words(msg::grant_country.in(language));
    });
}

std::optional<Sentence> read_unit(std::string_view typed, const territory::Atlas& atlas, Date on,
                                  auth::ScopeUnit& unit) {
    const auto text = tidy(typed);
    if (text.empty()) return msg::grant_no_unit;
    if (means_the_country(text)) return std::nullopt;
    const auto meant = territory::typed_unit(atlas, text, on);
    if (meant.unit) {
        unit = meant.unit->id;
        return std::nullopt;
    }
    if (text.contains(';')) return msg::grant_one_unit;
    if (!meant.candidates.empty())
        return Sentence(msg::grant_ambiguous_unit,
                        {{"text", text}, {"candidates", territory::listed(meant.candidates)}});
    return Sentence(msg::grant_bad_unit, {{"text", text}, {"date", on.vietnamese()}});
}

Date read_date(std::string_view typed, Date otherwise, std::string_view field,
               std::vector<FieldError>& errors) {
    const auto text = trim(typed);
    if (text.empty()) return otherwise;
    const auto date = typed_day(text);
    if (!date)
        errors.push_back({std::string(field), Sentence(msg::grant_bad_date, {{"text", std::string(text)}})});
    return date.value_or(otherwise);
}

}  // namespace

Sentence grant_when(const auth::Grant& grant) {
    const bool from = grant.from > *Date::parse_iso(kBeginningOfTime);
    const bool until = grant.until < kOpen;
    if (from && until)
        return {msg::grant_when_both,
                {{"from", grant.from.vietnamese()}, {"until", grant.until.vietnamese()}}};
    if (from) return {msg::grant_when_from, {{"from", grant.from.vietnamese()}}};
    if (until) return {msg::grant_when_until, {{"until", grant.until.vietnamese()}}};
    return {};
}

const Message& role_label(Role role) {
    switch (role) {
        case Role::reader:
            return msg::role_reader;
        case Role::team:
            return msg::role_team;
        case Role::officer:
            return msg::role_officer;
        case Role::scorer:
            return msg::role_scorer;
        case Role::leader:
            return msg::role_leader;
        case Role::administrator:
            return msg::role_administrator;
    }
    return msg::role_reader;
}

std::vector<std::pair<std::string, const Message*>> role_choices() {
    std::vector<std::pair<std::string, const Message*>> out;
    for (const auto role : auth::all_roles()) out.emplace_back(auth::role_name(role), &role_label(role));
    return out;
}

Sentence grant_sentence(const auth::Grant& grant, const territory::Atlas& atlas, Language language) {
    const auto* unit = grant.unit ? atlas.find(grant.unit, grant.from) : nullptr;
    const Sentence subtree(msg::grant_subtree, {{"unit", unit ? unit->full_name : "?"}});
    return Sentence(msg::grant_sentence,
                    {{"role", std::string(role_label(grant.role).in(language))},
                     {"where", (grant.unit ? subtree : Sentence(msg::grant_country)).in(language)},
                     {"when", grant_when(grant).in(language)}});
}

std::string unit_or_country(std::string_view typed) {
    return trim(typed).empty() ? std::string(msg::grant_country.in(Language::vi)) : std::string(typed);
}

Result<auth::Grant> read_grant(const GrantInput& input, const territory::Atlas& atlas, Date today) {
    std::vector<FieldError> errors;
    auth::Grant grant;
    const auto role = auth::parse_role(input.role);
    if (!role) errors.push_back({"role", msg::grant_bad_role});
    grant.role = role.value_or(Role::reader);
    grant.from = read_date(input.from, today, "from", errors);
    grant.until = read_date(input.until, kOpen, "until", errors);
    if (grant.until < grant.from) errors.push_back({"until", msg::grant_ends_before});
    if (auto fault = read_unit(input.unit, atlas, grant.from, grant.unit))
        errors.push_back({"unit", *std::move(fault)});
    if (errors.empty()) return grant;
    return fail(Error{ErrorKind::invalid, errors.front().message, errors, {}, {}});
}

bool is_over(const auth::Grant& grant, Date today) {
    return !grant.valid_on(today);
}

bool may_grant(const auth::Principal& who, const auth::Grant& grant, Date today, const auth::Scope& scope) {
    return auth::may_in(who, Permission::administer, grant.unit, today, scope);
}

bool administers(const auth::Principal& who, const auth::Account& account, Date today,
                 const auth::Scope& scope) {
    const auto current = [&](const auth::StoredGrant& stored) { return stored.grant.until >= today; };
    const bool any_current = std::any_of(account.grants.begin(), account.grants.end(), current);
    bool any = false;
    for (const auto& stored : account.grants) {
        if (any_current && !current(stored)) continue;
        any = true;
        if (!may_grant(who, stored.grant, today, scope)) return false;
    }
    return any || auth::may_in(who, Permission::administer, {}, today, scope);
}

}  // namespace kheo::office
