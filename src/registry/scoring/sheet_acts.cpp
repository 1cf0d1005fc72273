// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet_acts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/rubrics.hpp"

namespace kheo::registry::scoring {

using auth::Permission;

namespace {
constexpr std::size_t kLongestText = 2000;
}

Error all_wrong(std::vector<FieldError> fields) {
    return {ErrorKind::invalid, {}, std::move(fields), {}, {}};
}

Result<std::string> reason_of(std::string_view typed, const char* field) {
    auto reason = tidy(typed);
    if (reason.empty()) return fail(all_wrong({{field, msg::reason_missing}}));
    if (length(reason) > kLongestText)
        return fail(all_wrong({{field, Sentence(msg::text_too_long, {{"most", "2.000"}})}}));
    return reason;
}

Result<> write_entry(db::Transaction& tx, std::string_view what, const life::Cycle& cycle,
                     const Person& person) {
    TRY(ledger::append(tx, {person.who.user, what, "cycle", cycle.id.value, {}, {}}, person.at));
    return {};
}

Result<life::Cycle> open_cycle(db::Transaction& tx, const Person& person, std::string_view code) {
    auto cycle = TRY(life::find(tx, code));
    if (!cycle || !life::may_open(person.atlas, person.who, *cycle, person.today))
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(cycle);
}

bool may_do(const Person& person, Permission permission, const life::Cycle& cycle) {
    return life::may_in(person.atlas, person.who, permission, cycle.unit, person.today);
}

Result<bool> made_it(db::Transaction& tx, auth::UserId user, const life::Cycle& cycle) {
    return TRY(life::must_not_judge(tx, cycle, user)).has_value();
}

bool may_self_score(const Person& person, const life::Cycle& cycle) {
    if (!may_do(person, Permission::propose, cycle)) return false;
    auto of_book = cycle;
    of_book.unit = cycle.book_unit;
    return life::own_side(person.atlas, person.who, cycle, person.today) ||
           life::own_side(person.atlas, person.who, of_book, person.today);
}

Result<std::optional<Rubric>> rubric_today(db::Transaction& tx, const Person& person,
                                           const life::Cycle& cycle, std::optional<Subject> subject) {
    if (!subject) return std::optional<Rubric>{};
    return applicable(tx, person.atlas, cycle.unit, *subject, person.today);
}

Result<Standing> round_for(db::Transaction& tx, const Person& person, const life::Cycle& cycle) {
    if (auto found = TRY(standing(tx, cycle.id))) return *std::move(found);
    const auto subject = TRY(store::subject_of(tx, cycle.initiative));
    if (!subject) return fail(ErrorKind::conflict, msg::subject_missing);
    auto rubric = TRY(rubric_today(tx, person, cycle, subject));
    if (!rubric) return fail(ErrorKind::conflict, msg::no_rubric);
    Standing out;
    out.rubric = *std::move(rubric);
    out.round.cycle = cycle.id;
    out.round.rubric = out.rubric.id;
    out.round.required_sheets = TRY(store::parameter(tx, "required_sheets", person.today));
    out.round.spread_percent = TRY(store::parameter(tx, "spread_percent", person.today));
    out.round.criterion_spread_percent = TRY(store::parameter(tx, "criterion_spread_percent", person.today));
    out.round.opened_on = person.today;
    out.round.id = TRY(store::insert_round(tx, out.round));
    return out;
}

Sheet* own_sheet(std::vector<Sheet>& sheets, SheetKind kind, auth::UserId user) {
    const auto found = std::ranges::find_if(sheets, [&](const Sheet& sheet) {
        return sheet.kind == kind && sheet.state != SheetState::withdrawn &&
               (kind == SheetKind::self || sheet.scorer == user);
    });
    return found == sheets.end() ? nullptr : &*found;
}

Result<> note_reveal(db::Transaction& tx, const life::Cycle& cycle, Millis at) {
    const auto now = TRY(standing(tx, cycle.id));
    if (now && !now->round.revealed_at && all_locked(now->round, now->sheets))
        return store::set_revealed(tx, now->round.id, at);
    return {};
}

}  // namespace kheo::registry::scoring
