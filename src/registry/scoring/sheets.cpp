// SPDX-License-Identifier: Apache-2.0
// Writing a sheet: save, lock, unlock, and what is said about a wide spread.
#include "registry/scoring/sheets.hpp"

#include <algorithm>

#include "platform/file/file.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_acts.hpp"

namespace kheo::registry::scoring {

namespace {

using auth::Permission;

std::vector<FieldError> wrong_points(const Rubric& rubric, const Sheet& sheet, Then then) {
    std::vector<FieldError> out;
    for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
        const auto field = "p-" + std::to_string(rubric.criteria[i].id.value);
        const auto& points = sheet.scores[i].points;
        if (!points && then == Then::lock) out.push_back({field, msg::points_missing});
        if (points && !is_possible(rubric, rubric.criteria[i], *points))
            out.push_back(
                {field, Sentence(msg::points_outside, {{"most", format_points(rubric.criteria[i].most)},
                                                       {"step", format_points(rubric.step)}})});
    }
    return out;
}

/// Of a scorer's sheet nothing; of the proposing side's what stands in the dossier, or stood there when it
/// was attached.
void keep_attached(Sheet& sheet, const Sheet& kept, const std::vector<file::Attachment>& files) {
    for (auto& score : sheet.scores) {
        const auto before = std::ranges::find(kept.scores, score.criterion, &Score::criterion);
        std::erase_if(score.attached, [&](file::AttachmentId id) {
            const bool stands = std::ranges::find(files, id, &file::Attachment::id) != files.end();
            const bool stood =
                before != kept.scores.end() && std::ranges::binary_search(before->attached, id);
            return sheet.kind != SheetKind::self || (!stands && !stood);
        });
    }
}

/// Only criteria of the rubric, in its order.
Sheet in_order(const Rubric& rubric, const Sheet& typed, const Sheet& kept) {
    Sheet out = kept;
    out.remark = typed.remark;
    out.scores.clear();
    for (const auto& criterion : rubric.criteria) {
        const auto found = std::ranges::find(typed.scores, criterion.id, &Score::criterion);
        out.scores.push_back(found == typed.scores.end() ? Score{criterion.id, {}, {}, {}} : *found);
    }
    return out;
}

Result<> lock(db::Transaction& tx, const Person& person, const life::Cycle& cycle, const Sheet& sheet) {
    const bool self = sheet.kind == SheetKind::self;
    const auto salt = ledger::new_salt();
    const auto entry = TRY(ledger::append(tx,
                                          {person.who.user,
                                           self ? verb::kSelfLocked : verb::kLocked,
                                           "cycle",
                                           cycle.id.value,
                                           {},
                                           ledger::commit(salt, canonical(sheet))},
                                          person.at));
    TRY(store::set_locked(tx, sheet.id, entry, salt, person.actor()));
    return self ? Result<>() : note_reveal(tx, cycle, person.at);
}

/// What stands against writing on the own sheet of this kind now.
Result<> check_writing(db::Transaction& tx, const Person& person, const life::Cycle& cycle, SheetKind kind) {
    const auto stage = stage_of(cycle);
    if (kind == SheetKind::self) {
        if (!may_self_score(person, cycle)) return fail(ErrorKind::forbidden, msg::self_not_yours);
        if (stage != Stage::self) return fail(ErrorKind::conflict, msg::self_not_now);
        return {};
    }
    if (const auto why = TRY(must_not_score(tx, person.atlas, person.who, cycle, person.today)))
        return fail(Error{ErrorKind::forbidden, *why, {}, {}, {}});
    if (stage == Stage::closed) return fail(ErrorKind::conflict, msg::scoring_closed);
    if (stage != Stage::scoring) return fail(ErrorKind::conflict, msg::scoring_not_yet);
    return {};
}

/// The former total stays on record.
Result<> reopen_outdated(db::Transaction& tx, const Person& person, const Sheet& sheet) {
    const auto reason = std::string(msg::reopened_work.in(Language::vi));
    TRY(store::insert_unlock(tx, {sheet.id, reason, total_of(sheet), true, person.at, person.who.user}));
    return store::set_open_to_write(tx, sheet.id);
}

/// The proposing side's sheet is made when it is first written.
Result<Sheet> sheet_to_write(db::Transaction& tx, const Person& person, Standing& round, SheetKind kind) {
    if (auto* own = own_sheet(round.sheets, kind, person.who.user)) {
        if (own->outdated) TRY(reopen_outdated(tx, person, *own));
        return *own;
    }
    if (kind == SheetKind::appraised) return fail(ErrorKind::forbidden, msg::not_assigned);
    Sheet sheet;
    sheet.id = TRY(store::insert_sheet(tx, round.round.id, kind, {}, person.actor()));
    sheet.kind = kind;
    sheet.round = round.round.id;
    sheet.row_version = 1;
    return sheet;
}

}  // namespace

Result<> save(db::Transaction& tx, const Person& person, std::string_view code, SheetKind kind,
              const Sheet& typed, Then then) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    TRY(check_writing(tx, person, cycle, kind));
    auto round = TRY(round_for(tx, person, cycle));
    const auto kept = TRY(sheet_to_write(tx, person, round, kind));
    if (kept.locked()) return fail(ErrorKind::conflict, msg::sheet_locked);
    auto sheet = in_order(round.rubric, typed, kept);
    keep_attached(sheet, kept, TRY(attachments_of(tx, cycle)));
    if (auto wrong = wrong_points(round.rubric, sheet, then); !wrong.empty())
        return fail(all_wrong(std::move(wrong)));
    if (!TRY(store::save_scores(tx, sheet, typed.row_version, person.actor())))
        return fail(ErrorKind::conflict, msg::sheet_changed_elsewhere);
    if (kind == SheetKind::self) TRY(life::note_writer(tx, cycle.id, person.who.user));
    if (then == Then::lock) return lock(tx, person, cycle, sheet);
    return write_entry(tx, kind == SheetKind::self ? verb::kSelfSaved : verb::kSaved, cycle, person);
}

Result<> unlock(db::Transaction& tx, const Person& person, std::string_view code, SheetKind kind,
                std::string_view typed) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    TRY(check_writing(tx, person, cycle, kind));
    auto round = TRY(standing(tx, cycle.id));
    const auto* own = round ? own_sheet(round->sheets, kind, person.who.user) : nullptr;
    if (!own) return fail(ErrorKind::forbidden, msg::not_assigned);
    const auto reason = TRY(reason_of(typed, "unlock"));
    if (!own->locked()) return {};
    const bool self = kind == SheetKind::self;
    TRY(store::insert_unlock(
        tx, {own->id, reason, total_of(*own), !self && round->round.revealed_at.has_value(), person.at,
             person.who.user}));
    TRY(store::set_open(tx, own->id));
    if (!self && round->round.discussed_at)
        TRY(store::set_discussed(tx, round->round.id, round->round.discussion, std::nullopt, {}));
    return write_entry(tx, self ? verb::kSelfUnlocked : verb::kUnlocked, cycle, person);
}

Result<> discuss(db::Transaction& tx, const Person& person, std::string_view code, std::string_view typed) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    if (!may_do(person, Permission::appraise, cycle) || TRY(made_it(tx, person.who.user, cycle)))
        return fail(ErrorKind::forbidden, msg::assign_not_yours);
    if (stage_of(cycle) != Stage::scoring) return fail(ErrorKind::conflict, msg::scoring_closed);
    const auto round = TRY(standing(tx, cycle.id));
    if (!round || !all_locked(round->round, round->sheets))
        return fail(ErrorKind::conflict, msg::not_all_locked);
    const auto text = TRY(reason_of(typed, "discussion"));
    TRY(store::set_discussed(tx, round->round.id, text, person.at, person.who.user));
    return write_entry(tx, verb::kDiscussed, cycle, person);
}

}  // namespace kheo::registry::scoring
