// SPDX-License-Identifier: Apache-2.0
// Who scores a dossier: who must not, who could, naming and taking out.
#include <algorithm>

#include "platform/auth/accounts.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_acts.hpp"

namespace kheo::registry::scoring {

using auth::Permission;

namespace {

auth::Principal principal_of(const auth::Account& account) {
    auth::Principal who;
    who.user = account.id;
    who.name = account.name;
    who.display_name = account.display_name;
    for (const auto& stored : account.grants) who.grants.push_back(stored.grant);
    return who;
}

}  // namespace

Result<std::optional<Sentence>> must_not_score(db::Transaction& tx, const territory::Atlas& atlas,
                                               const auth::Principal& who, const life::Cycle& cycle,
                                               Date today) {
    if (auto why = TRY(life::must_not_judge(tx, cycle, who.user))) return why;
    const Message* why = nullptr;
    if (life::own_side(atlas, who, cycle, today))
        why = &msg::scorer_own_side;
    else if (!life::may_in(atlas, who, Permission::score, cycle.unit, today))
        why = &msg::scorer_no_right;
    return why ? std::optional(Sentence(*why)) : std::nullopt;
}

Result<std::vector<Candidate>> candidates(db::Transaction& tx, const Person& person,
                                          const life::Cycle& cycle) {
    std::vector<Candidate> out;
    for (const auto& account : TRY(auth::list_accounts(tx))) {
        const auto who = principal_of(account);
        if (!account.enabled || !life::may_in(person.atlas, who, Permission::score, cycle.unit, person.today))
            continue;
        out.push_back({account.id, account.display_name,
                       TRY(must_not_score(tx, person.atlas, who, cycle, person.today))});
    }
    return out;
}

Result<bool> left_behind(db::Transaction& tx, const Person& person, const life::Cycle& cycle,
                         const Sheet& sheet) {
    if (sheet.kind != SheetKind::appraised || sheet.state != SheetState::open) return false;
    const auto account = TRY(auth::find_account(tx, sheet.scorer));
    if (!account || !account->enabled) return true;
    return TRY(must_not_score(tx, person.atlas, principal_of(*account), cycle, person.today)).has_value();
}

bool scorers_fixed(const Round& round, std::span<const Sheet> sheets) {
    return round.revealed_at && std::ssize(live(sheets)) >= round.required_sheets;
}

Result<> assign(db::Transaction& tx, const Person& person, std::string_view code, auth::UserId scorer) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    if (!may_do(person, Permission::appraise, cycle))
        return fail(ErrorKind::forbidden, msg::assign_not_yours);
    const auto stage = stage_of(cycle);
    if (stage == Stage::closed) return fail(ErrorKind::conflict, msg::scoring_closed);
    if (stage == Stage::before) return fail(ErrorKind::conflict, msg::assign_not_yet);
    const auto account = TRY(auth::find_account(tx, scorer));
    if (!account || !account->enabled) return fail(all_wrong({{"scorer", msg::scorer_unknown}}));
    if (const auto why = TRY(must_not_score(tx, person.atlas, principal_of(*account), cycle, person.today)))
        return fail(all_wrong({{"scorer", *why}}));
    auto round = TRY(round_for(tx, person, cycle));
    if (own_sheet(round.sheets, SheetKind::appraised, scorer)) return {};
    if (scorers_fixed(round.round, round.sheets)) return fail(ErrorKind::conflict, msg::scorers_fixed);
    TRY(store::insert_sheet(tx, round.round.id, SheetKind::appraised, scorer, person.actor()));
    return write_entry(tx, verb::kAssigned, cycle, person);
}

namespace {

Result<> take_out(db::Transaction& tx, const Person& person, const life::Cycle& cycle, Standing& round,
                  const Sheet& sheet, const std::string& reason) {
    if (stage_of(cycle) == Stage::closed) return fail(ErrorKind::conflict, msg::scoring_closed);
    if (round.round.revealed_at && !TRY(left_behind(tx, person, cycle, sheet)))
        return fail(ErrorKind::conflict, msg::scorers_fixed);
    TRY(store::set_withdrawn(tx, sheet.id, reason));
    TRY(write_entry(tx, verb::kWithdrawn, cycle, person));
    return note_reveal(tx, cycle, person.at);
}

}  // namespace

Result<> withdraw(db::Transaction& tx, const Person& person, std::string_view code, SheetId sheet,
                  std::string_view typed) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    if (!may_do(person, Permission::appraise, cycle))
        return fail(ErrorKind::forbidden, msg::assign_not_yours);
    const auto reason = TRY(reason_of(typed, "reason"));
    auto round = TRY(standing(tx, cycle.id));
    if (!round) return fail(ErrorKind::not_found, msg::dossier_unknown);
    const auto found = std::ranges::find_if(
        round->sheets, [&](const Sheet& s) { return s.id == sheet && s.kind == SheetKind::appraised; });
    if (found == round->sheets.end()) return fail(ErrorKind::not_found, msg::dossier_unknown);
    if (found->state == SheetState::withdrawn) return {};
    return take_out(tx, person, cycle, *round, *found, reason);
}

Result<> excuse(db::Transaction& tx, const Person& person, std::string_view code, std::string_view typed) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    const auto reason = TRY(reason_of(typed, "excuse"));
    auto round = TRY(standing(tx, cycle.id));
    const auto* own = round ? own_sheet(round->sheets, SheetKind::appraised, person.who.user) : nullptr;
    if (!own) return fail(ErrorKind::forbidden, msg::not_assigned);
    return take_out(tx, person, cycle, *round, *own, reason);
}

}  // namespace kheo::registry::scoring
