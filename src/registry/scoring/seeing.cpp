// SPDX-License-Identifier: Apache-2.0
// What one person sees of a dossier's round, and what stands of it.
#include <algorithm>

#include "platform/file/file.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/sheet_acts.hpp"

namespace kheo::registry::scoring {

using auth::Permission;

namespace {

/// What was scored, seen and said before the work was taken up again was about other results.
void set_aside(Standing& round, Millis reopened) {
    for (auto& sheet : round.sheets)
        sheet.outdated = sheet.state == SheetState::locked && sheet.locked_at.value_or(0) < reopened;
    if (round.round.revealed_at < reopened) round.round.revealed_at.reset();
    if (round.round.discussed_at < reopened) round.round.discussed_at.reset();
}

/// The sheet without what stands on it.
Sheet blank(Sheet sheet) {
    sheet.remark.clear();
    for (auto& score : sheet.scores) score = Score{score.criterion, {}, {}, {}};
    return sheet;
}

/// Who sees sheets side by side once all are locked: those who locked one, and who closes or decides; never
/// who made the dossier.
bool may_compare(const Person& person, const Standing& round, const life::Cycle& cycle) {
    const auto counting = live(round.sheets);
    if (std::ranges::any_of(counting, [&](const Sheet* sheet) { return sheet->scorer == person.who.user; }))
        return true;
    return may_do(person, Permission::appraise, cycle) || may_do(person, Permission::recognise, cycle);
}

/// Takes from the sheets what the person may not see.
void hide(const Person& person, Seen& seen) {
    std::vector<Sheet> visible;
    const bool self_seen = seen.may_self || seen.stage == Stage::scoring || seen.stage == Stage::closed;
    for (auto& sheet : seen.sheets) {
        const bool own = sheet.kind == SheetKind::self ? seen.may_self : sheet.scorer == person.who.user;
        const bool shown = own || (sheet.kind == SheetKind::self
                                       ? self_seen && sheet.locked()
                                       : seen.side_by_side && sheet.state != SheetState::withdrawn);
        if (shown)
            visible.push_back(std::move(sheet));
        else if (seen.may_assign && sheet.kind == SheetKind::appraised)
            visible.push_back(blank(std::move(sheet)));
    }
    seen.sheets = std::move(visible);
    std::erase_if(seen.unlocks, [&](const store::Unlock& unlock) {
        const auto sheet = std::ranges::find(seen.sheets, unlock.sheet, &Sheet::id);
        return sheet == seen.sheets.end() ||
               !(seen.side_by_side ||
                 (sheet->kind == SheetKind::appraised && sheet->scorer == person.who.user) ||
                 (sheet->kind == SheetKind::self && seen.may_self));
    });
}

void add_round(const Person& person, Seen& seen, const Standing& round) {
    seen.round = round.round;
    seen.rubric = round.rubric;
    seen.sheets = round.sheets;
    const auto counting = live(round.sheets);
    seen.scorers = std::ssize(counting);
    seen.locked = std::ranges::count_if(counting, [](const Sheet* sheet) { return sheet->locked(); });
    const bool together = all_locked(round.round, round.sheets);
    seen.side_by_side = together && !seen.made_it && may_compare(person, round, seen.cycle);
    if (together && (seen.side_by_side || seen.stage == Stage::closed))
        seen.summary = summarise(round.rubric, round.round, counting);
    if (seen.may_assign) seen.open_point = incomplete(round.rubric, round.round, round.sheets);
    if (!seen.side_by_side) {
        seen.round->discussion.clear();
        seen.round->discussed_at.reset();
    }
}

}  // namespace

Result<std::vector<file::Attachment>> attachments_of(db::Transaction& tx, const life::Cycle& cycle) {
    return file::list(tx, {"initiative_cycle", cycle.id.value});
}

const Sheet* Seen::own(auth::UserId user) const {
    const auto found = std::ranges::find_if(sheets, [&](const Sheet& sheet) {
        return sheet.kind == SheetKind::appraised && sheet.state != SheetState::withdrawn &&
               sheet.scorer == user;
    });
    return found == sheets.end() ? nullptr : &*found;
}

Result<std::optional<Standing>> standing(db::Transaction& tx, life::CycleId cycle) {
    auto round = TRY(store::find_round(tx, cycle));
    if (!round) return std::optional<Standing>{};
    Standing out;
    out.round = *std::move(round);
    auto rubric = TRY(store::find_rubric(tx, out.round.rubric));
    if (!rubric) return fail(ErrorKind::internal, msg::no_rubric);
    out.rubric = *std::move(rubric);
    out.sheets = TRY(store::sheets_of(tx, out.round, out.rubric));
    set_aside(out, TRY(life::last_done(tx, cycle, "reopen")));
    return std::optional(std::move(out));
}

Result<Seen> see(db::Transaction& tx, const Person& person, std::string_view code) {
    Seen seen;
    seen.cycle = TRY(open_cycle(tx, person, code));
    seen.stage = stage_of(seen.cycle);
    seen.may_assign = may_do(person, Permission::appraise, seen.cycle);
    seen.may_self = may_self_score(person, seen.cycle);
    seen.made_it = TRY(made_it(tx, person.who.user, seen.cycle));
    seen.barred = TRY(must_not_score(tx, person.atlas, person.who, seen.cycle, person.today)).has_value();
    if (seen.cycle.initiative) seen.subject = TRY(store::subject_of(tx, seen.cycle.initiative));
    if (const auto round = TRY(standing(tx, seen.cycle.id))) {
        add_round(person, seen, *round);
        seen.unlocks = TRY(store::unlocks_of(tx, round->round.id));
        hide(person, seen);
        return seen;
    }
    seen.rubric = TRY(rubric_today(tx, person, seen.cycle, seen.subject));
    return seen;
}

Result<> add_altered_sheets(db::Transaction& tx, std::vector<std::string>& out) {
    for (const auto& kept : TRY(store::committed_sheets(tx))) {
        const auto round = TRY(standing(tx, kept.cycle));
        const auto promised = TRY(ledger::commitment_of(tx, kept.entry_id));
        const auto sheet = std::ranges::find(round->sheets, kept.id, &Sheet::id);
        if (ledger::commit(kept.salt, canonical(*sheet)) != promised)
            out.push_back("score sheet " + std::to_string(kept.id.value) + ": not what was locked");
    }
    return {};
}

}  // namespace kheo::registry::scoring
