// SPDX-License-Identifier: Apache-2.0
#include "office/rights_service.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/service.hpp"
#include "platform/auth/role_rights.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::Permission;
using auth::Principal;
using auth::Right;
using auth::UserId;

Result<> enter(db::Transaction& tx, UserId actor, std::string_view verb, UserId account,
               std::string_view changed, Millis at) {
    TRY(ledger::append(tx, {actor, verb, "user", account.value, changed, {}}, at));
    return {};
}

std::unexpected<Error> about(std::string_view field, const Sentence& sentence) {
    return fail(Error{ErrorKind::invalid, sentence, {{std::string(field), sentence}}, {}, {}});
}

bool may_be_handed_on(const Right& right, Date today) {
    return right.grant.valid_on(today) && right.delegated_from == 0 &&
           !auth::role_allows(right.grant.role, Permission::administer);
}

/// Does the unit of one lie in that of the other?
bool inside(auth::ScopeUnit root, auth::ScopeUnit unit, Date on, const auth::Scope& scope) {
    return !root || (unit && (root == unit || scope.contains(root, unit, on)));
}

/// Whoever is held (a given password, no second step yet) has no grants in his session, and hands on none.
bool holds(const Principal& who, const auth::Grant& grant) {
    return std::ranges::any_of(who.grants, [&](const auth::Grant& each) {
        return each.role == grant.role && each.unit == grant.unit && each.until == grant.until;
    });
}

Result<std::optional<Right>> own_right(db::Transaction& tx, const Principal& who, std::string_view id) {
    const auto number = parse_number<std::int64_t>(id);
    if (!number) return std::nullopt;
    auto right = TRY(auth::find_right(tx, *number));
    if (right && (right->account != who.user || !holds(who, right->grant))) right.reset();
    return right;
}

/// Everything that ends with a right, told of each person whom it concerns.
Result<> end_and_enter(db::Transaction& tx, const Right& right, const Principal& who, std::string_view verb,
                       std::string_view reason, const Clock& clock) {
    for (const auto& ended : TRY(auth::end_right(tx, right, clock.today(), reason)))
        TRY(enter(tx, who.user, verb, ended.account, "until,reason", clock.now()));
    return {};
}

Result<ReviewedRight> reviewable(db::Transaction& tx, const Parts& parts, const Principal& who,
                                 std::int64_t id) {
    auto right = TRY(auth::find_right(tx, id));
    auto account = right ? TRY(auth::find_account(tx, right->account)) : std::nullopt;
    if (!account || account->id == who.user ||
        !may_grant(who, right->grant, parts.clock.today(), parts.scope))
        return fail(ErrorKind::not_found, msg::account_not_found);
    return ReviewedRight{*std::move(right), *std::move(account)};
}

auth::Grant read_hand_on(const HandOn& typed, const Right& source, const Parts& parts,
                         std::vector<FieldError>& faults) {
    const auto today = parts.clock.today();
    GrantInput input{std::string(auth::role_name(source.grant.role)), unit_or_country(typed.unit), typed.from,
                     typed.until};
    auto grant = read_grant(input, *parts.atlas(), today);
    if (!grant) {
        faults.insert(faults.end(), grant.error().fields.begin(), grant.error().fields.end());
        return source.grant;
    }
    if (tidy(typed.unit).empty()) grant->unit = source.grant.unit;
    const auto last = std::min(source.grant.until, grant->from.plus_days(kLongestHandOn));
    if (!inside(source.grant.unit, grant->unit, today, parts.scope))
        faults.push_back({"unit", msg::hand_outside});
    if (grant->from < today) faults.push_back({"from", msg::hand_from_past});
    if (tidy(typed.until).empty() || grant->until > last)
        faults.push_back({"until", Sentence(msg::hand_too_long, {{"last", last.vietnamese()}})});
    return *grant;
}

bool works_inside(const auth::Account& account, const Right& right, Date today, const auth::Scope& scope) {
    return account.enabled && std::ranges::any_of(account.grants, [&](const auth::StoredGrant& stored) {
               return stored.grant.valid_on(today) && (!right.grant.unit || stored.grant.unit) &&
                      inside(right.grant.unit, stored.grant.unit, today, scope);
           });
}

// --- words ------------------------------------------------------------------------------------------------

const Message& deed(Permission permission) {
    switch (permission) {
        case Permission::everyone:
        case Permission::signed_in:
            break;
        case Permission::read_registry:
            return msg::may_read_registry;
        case Permission::edit_registry:
            return msg::may_edit_registry;
        case Permission::make_reports:
            return msg::may_make_reports;
        case Permission::administer:
            return msg::may_administer;
        case Permission::propose:
            return msg::may_propose;
        case Permission::appraise:
            return msg::may_appraise;
        case Permission::approve:
            return msg::may_approve;
        case Permission::check:
            return msg::may_check;
        case Permission::score:
            return msg::may_score;
        case Permission::recognise:
            return msg::may_recognise;
        case Permission::run_movement:
            return msg::may_run_movement;
    }
    return msg::may_read_registry;
}

/// "A, B và C".
std::string listed(const std::vector<std::string>& words, Language language) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i) out += i + 1 == words.size() ? std::string(msg::list_and.in(language)) : ", ";
        out += words[i];
    }
    return out;
}

std::string place_of(const auth::Grant& grant, const territory::Atlas& atlas, Language language) {
    if (!grant.unit) return std::string(msg::grant_country.in(language));
    const auto* unit = atlas.find(grant.unit, grant.from);
    return unit ? unit->full_name : "?";
}

Sentence sentence_of(std::string_view name, const std::vector<auth::Grant>& alike,
                     const territory::Atlas& atlas, Language language) {
    std::vector<std::string> places;
    for (const auto& grant : alike) places.push_back(place_of(grant, atlas, language));
    auto where = listed(places, language);
    if (places.size() > 1)
        where = Sentence(msg::right_units, {{"count", std::to_string(places.size())}, {"units", where}})
                    .in(language);
    if (alike.front().unit) where = Sentence(msg::grant_subtree, {{"unit", where}}).in(language);
    return Sentence(name.empty() ? msg::right_own_sentence : msg::right_sentence,
                    {{"name", std::string(name)},
                     {"what", what_role_may(alike.front().role, language)},
                     {"where", where},
                     {"when", grant_when(alike.front()).in(language)}});
}

struct Duties {
    Permission first, second;
    const Message& said;
};

}  // namespace

std::string what_role_may(auth::Role role, Language language) {
    std::vector<std::string> deeds;
    for (const auto permission : auth::permissions_of(role))
        deeds.emplace_back(deed(permission).in(language));
    std::string out;  // each may hold commas of its own
    for (const auto& each : deeds) out += (out.empty() ? "" : "; ") + each;
    return out;
}

std::vector<Sentence> right_sentences(std::string_view name, const std::vector<auth::Grant>& grants,
                                      const territory::Atlas& atlas, Language language) {
    std::vector<std::vector<auth::Grant>> groups;
    for (const auto& grant : grants) {
        const auto same = std::ranges::find_if(groups, [&](const auto& group) {
            const auto& first = group.front();
            return first.role == grant.role && first.from == grant.from && first.until == grant.until &&
                   static_cast<bool>(first.unit) == static_cast<bool>(grant.unit);
        });
        if (same == groups.end())
            groups.push_back({grant});
        else
            same->push_back(grant);
    }
    std::vector<Sentence> out;
    for (const auto& group : groups) out.push_back(sentence_of(name, group, atlas, language));
    return out;
}

std::vector<Sentence> duties_together(std::string_view name, const std::vector<auth::Grant>& grants,
                                      const territory::Atlas& atlas, Date today, const auth::Scope& scope) {
    const Duties pairs[] = {{Permission::appraise, Permission::approve, msg::duties_appraise_approve},
                            {Permission::propose, Permission::score, msg::duties_propose_score}};
    std::vector<Sentence> out;
    for (const auto& pair : pairs)
        for (const auto& a : grants)
            for (const auto& b : grants) {
                if (a.until < today || b.until < today || a.until < b.from || b.until < a.from) continue;
                if (!auth::role_allows(a.role, pair.first) || !auth::role_allows(b.role, pair.second))
                    continue;
                const bool wider = inside(a.unit, b.unit, today, scope);
                if (!wider && !inside(b.unit, a.unit, today, scope)) continue;
                out.push_back(Sentence(pair.said, {{"name", std::string(name)},
                                                   {"unit", place_of(wider ? b : a, atlas, Language::vi)}}));
            }
    return out;
}

Result<std::vector<Right>> rights_of(const Parts& parts, UserId account) {
    return parts.database.read([&](db::Transaction& tx) { return auth::rights_of(tx, account); });
}

Result<> end_right(const Parts& parts, const Principal& who, UserId account, std::int64_t right,
                   std::string_view reason) {
    if (account == who.user) return fail(ErrorKind::invalid, msg::grant_own);
    TRY(load_account(parts, who, account));
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(auth::find_right(tx, right));
        if (!found || found->account != account ||
            !may_grant(who, found->grant, parts.clock.today(), parts.scope))
            return fail(ErrorKind::not_found, msg::account_not_found);
        if (tidy(reason).empty()) return about("reason", msg::end_needs_reason);
        return end_and_enter(tx, *found, who, "office.grant_ended", tidy(reason), parts.clock);
    });
}

Result<std::vector<Right>> own_rights(const Parts& parts, const Principal& who) {
    auto rights = TRY(rights_of(parts, who.user));
    std::erase_if(rights, [&](const Right& right) {
        return !may_be_handed_on(right, parts.clock.today()) || !holds(who, right.grant);
    });
    return rights;
}

Result<std::vector<auth::Account>> colleagues_for(const Parts& parts, const Principal& who,
                                                  const Right& right) {
    auto all = TRY(parts.database.read([](db::Transaction& tx) { return auth::list_accounts(tx); }));
    std::erase_if(all, [&](const auth::Account& account) {
        return account.id == who.user || !works_inside(account, right, parts.clock.today(), parts.scope);
    });
    return all;
}

Result<> hand_on(const Parts& parts, const Principal& who, const HandOn& typed) {
    const auto today = parts.clock.today();
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto source = TRY(own_right(tx, who, typed.right));
        if (!source || !may_be_handed_on(*source, today)) return about("right", msg::hand_no_right);
        std::vector<FieldError> faults;
        const auto colleague = TRY(auth::find_account(tx, typed.colleague));
        if (!colleague || colleague->id == who.user || !works_inside(*colleague, *source, today, parts.scope))
            faults.push_back({"colleague", msg::hand_no_colleague});
        const auto grant = read_hand_on(typed, *source, parts, faults);
        if (!faults.empty()) return fail(Error{ErrorKind::invalid, faults.front().message, faults, {}, {}});
        const auto id =
            TRY(auth::hand_on(tx, *source, colleague->id, grant, parts.clock.now(), typed.request_key));
        if (id == 0) return {};
        return enter(tx, who.user, "office.right_handed_on", colleague->id, "role,unit,from,until",
                     parts.clock.now());
    });
}

Result<std::vector<HandedOn>> handed_on(const Parts& parts, const Principal& who) {
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<HandedOn>> {
        std::vector<HandedOn> out;
        for (auto& right : TRY(auth::handed_on_by(tx, who.user, parts.clock.today()))) {
            auto name = TRY(auth::display_name(tx, right.account));
            out.push_back({std::move(right), std::move(name)});
        }
        return out;
    });
}

Result<> take_back(const Parts& parts, const Principal& who, std::int64_t right) {
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(auth::find_right(tx, right));
        const auto source = found ? TRY(auth::find_right(tx, found->delegated_from)) : std::nullopt;
        if (!source || source->account != who.user) return about("right", msg::hand_not_mine);
        return end_and_enter(tx, *found, who, "office.right_taken_back", {}, parts.clock);
    });
}

Result<std::vector<ReviewedRight>> rights_to_review(const Parts& parts, const Principal& who) {
    const auto today = parts.clock.today();
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<ReviewedRight>> {
        std::vector<ReviewedRight> out;
        for (auto& right : TRY(auth::rights_unseen_since(tx, parts.clock.now() - kReviewEvery, today))) {
            if (right.account == who.user || !may_grant(who, right.grant, today, parts.scope)) continue;
            auto account = TRY(auth::find_account(tx, right.account));
            if (account) out.push_back({std::move(right), *std::move(account)});
        }
        return out;
    });
}

Result<> review(const Parts& parts, const Principal& who, const std::vector<ReviewAnswer>& answers,
                std::string_view reason) {
    const bool ends = std::ranges::any_of(answers, [](const ReviewAnswer& a) { return !a.needed; });
    if (ends && tidy(reason).empty()) return about("reason", msg::end_needs_reason);
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        for (const auto& answer : answers) {
            const auto asked = TRY(reviewable(tx, parts, who, answer.right));
            if (!answer.needed) {
                TRY(end_and_enter(tx, asked.right, who, "office.grant_ended", tidy(reason), parts.clock));
                continue;
            }
            TRY(auth::mark_reviewed(tx, answer.right, who.user, parts.clock.now()));
            TRY(enter(tx, who.user, "office.right_still_needed", asked.account.id, "reviewed",
                      parts.clock.now()));
        }
        return {};
    });
}

}  // namespace kheo::office
