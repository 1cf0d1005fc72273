// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheets.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/file/file.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/rubrics.hpp"

namespace kheo::registry::scoring {

namespace {

using auth::Permission;

constexpr std::size_t kLongestText = 2000;

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

/// Must the person stay apart from the dossier (life::must_not_judge)?
Result<bool> made_it(db::Transaction& tx, auth::UserId user, const life::Cycle& cycle) {
    return TRY(life::must_not_judge(tx, cycle, user)).has_value();
}

/// Those who write the proposal score themselves: the owner's side, and the commune of a hamlet's.
bool may_self_score(const Person& person, const life::Cycle& cycle) {
    if (!may_do(person, Permission::propose, cycle)) return false;
    auto of_book = cycle;
    of_book.unit = cycle.book_unit;
    return life::own_side(person.atlas, person.who, cycle, person.today) ||
           life::own_side(person.atlas, person.who, of_book, person.today);
}

/// The rubric that would hold for a round opened today.
Result<std::optional<Rubric>> rubric_today(db::Transaction& tx, const Person& person,
                                           const life::Cycle& cycle, std::optional<Subject> subject) {
    if (!subject) return std::optional<Rubric>{};
    return applicable(tx, person.atlas, cycle.unit, *subject, person.today);
}

/// The round of a dossier, opened under today's rubric and numbers when there is none.
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

/// The sheet without what stands on it.
Sheet blank(Sheet sheet) {
    sheet.remark.clear();
    for (auto& score : sheet.scores) score = Score{score.criterion, {}, {}, {}};
    return sheet;
}

/// The first moment at which all sheets were locked is kept.
Result<> note_reveal(db::Transaction& tx, const life::Cycle& cycle, Millis at) {
    const auto now = TRY(standing(tx, cycle.id));
    if (now && !now->round.revealed_at && all_locked(now->round, now->sheets))
        return store::set_revealed(tx, now->round.id, at);
    return {};
}

/// What was scored, seen and said before the work was taken up again was about other results.
void set_aside(Standing& round, Millis reopened) {
    for (auto& sheet : round.sheets)
        sheet.outdated = sheet.state == SheetState::locked && sheet.locked_at.value_or(0) < reopened;
    if (round.round.revealed_at < reopened) round.round.revealed_at.reset();
    if (round.round.discussed_at < reopened) round.round.discussed_at.reset();
}

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

auth::Principal principal_of(const auth::Account& account) {
    auth::Principal who;
    who.user = account.id;
    who.name = account.name;
    who.display_name = account.display_name;
    for (const auto& stored : account.grants) who.grants.push_back(stored.grant);
    return who;
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
