// SPDX-License-Identifier: Apache-2.0
// /cham-diem, /ho-so/{code}/cham-diem, /ho-so/{code}/tu-cham: the own sheet, and who is to score.
#include "registry/scoring/sheet_pages.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/view/draw.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_reading.hpp"
#include "registry/scoring/views/my_sheets.view.hpp"
#include "registry/scoring/views/score_page.view.hpp"

namespace kheo::registry::scoring {

namespace {

constexpr int kMostGiven = 500;

std::string here(const Seen& seen) {
    return life::cycle_href(seen.cycle.code) + "/cham-diem";
}

std::string unit_of(const Person& person, territory::UnitId unit) {
    const auto* found = person.atlas.find(unit, person.today);
    return found ? found->full_name : std::string();
}

std::string evidence_href(const Seen& seen) {
    return life::cycle_href(seen.cycle.code) + "/minh-chung";
}

ScorePage head(const Person& person, const Seen& seen) {
    ScorePage page;
    page.code = seen.cycle.code;
    page.title = seen.cycle.title;
    page.unit = unit_of(person, seen.cycle.unit);
    page.dossier_href = life::cycle_href(seen.cycle.code);
    page.here = here(seen);
    page.said = said_of(seen);
    if (seen.rubric) {
        page.rubric_name = seen.rubric->name;
        page.rubric_href = "/thang-diem/" + std::to_string(seen.rubric->id.value);
    }
    if (seen.summary) page.summary_href = page.here + "/tong-hop";
    return page;
}

void add_unlocks(SheetForm& form, const Seen& seen, const Sheet& sheet) {
    for (const auto& unlock : seen.unlocks)
        if (unlock.sheet == sheet.id)
            form.unlocks.push_back(Sentence(msg::unlock_line, {{"when", format_moment(unlock.at)},
                                                               {"points", format_points(unlock.total)},
                                                               {"reason", unlock.reason}})
                                       .in(Language::vi));
}

/// The boxes hold 1 or 0 where a standard is met or not.
void add_own_form(ScorePage& page, const Person& person, const Seen& seen,
                  const std::vector<file::Attachment>& files) {
    const auto* own = seen.own(person.who.user);
    if (!own || !seen.rubric) return;
    const bool open = seen.stage == Stage::scoring && !seen.barred;
    page.has_form = seen.stage == Stage::scoring || seen.stage == Stage::closed;
    page.form = form_of(*seen.rubric, own, self_sheet(seen.sheets), files);
    page.form.evidence_href = evidence_href(seen);
    page.form.action = page.here;
    page.form.writable = open && !own->locked();
    if (open && own->locked()) page.form.unlock_action = page.here + "/mo-khoa";
    if (seen.stage != Stage::closed && !seen.round->revealed_at)
        page.form.excuse_action = page.here + "/tu-choi";
    add_unlocks(page.form, seen, *own);
}

/// What may be ticked: photos and papers of the dossier itself.
void add_choices(SheetForm& form, const Sheet* own, const std::vector<file::Attachment>& files) {
    for (std::size_t i = 0; i < form.boxes.size(); ++i)
        for (const auto& file : files) {
            const bool ticked = own && std::ranges::binary_search(own->scores[i].attached, file.id);
            form.boxes[i].to_attach.push_back(attached_file(file, ticked));
        }
}

void add_self_form(ScorePage& page, const Seen& seen, const std::vector<file::Attachment>& files) {
    const auto* own = self_sheet(seen.sheets);
    page.form.self = true;
    if (!seen.rubric || (!own && !(seen.may_self && seen.stage == Stage::self))) return;
    page.has_form = true;
    page.form = form_of(*seen.rubric, own, nullptr, files);
    page.form.evidence_href = evidence_href(seen);
    page.form.self = true;
    page.form.action = life::cycle_href(seen.cycle.code) + "/tu-cham";
    const bool open = seen.may_self && seen.stage == Stage::self;
    page.form.writable = open && !page.form.locked;
    if (page.form.writable) add_choices(page.form, own, files);
    if (open && page.form.locked) page.form.unlock_action = page.form.action + "/mo-khoa";
    if (own) add_unlocks(page.form, seen, *own);
}

std::pair<const Message*, view::Tone> state_of(const Sheet& sheet) {
    if (sheet.state == SheetState::withdrawn) return {&msg::sheet_withdrawn, view::Tone::neutral};
    if (sheet.locked()) return {&msg::sheet_is_locked, view::Tone::ok};
    return sheet.begun() ? std::pair{&msg::sheet_begun, view::Tone::info}
                         : std::pair{&msg::sheet_not_begun, view::Tone::warn};
}

/// Who scores, and who may be asked to.
Result<> add_scorers(ScorePage& page, db::Transaction& tx, const Person& person, const Seen& seen) {
    if (!seen.may_assign) return {};
    page.assigns = true;
    const bool closed = seen.stage == Stage::closed, revealed = seen.round && seen.round->revealed_at;
    const bool fixed = closed || (seen.round && scorers_fixed(*seen.round, seen.sheets));
    for (const auto& sheet : seen.sheets) {
        if (sheet.kind != SheetKind::appraised) continue;
        const auto [state, tone] = state_of(sheet);
        const auto name = TRY(auth::display_name(tx, sheet.scorer));
        bool may_go = !closed && sheet.state != SheetState::withdrawn;
        if (may_go && revealed) may_go = TRY(left_behind(tx, person, seen.cycle, sheet));
        page.scorers.push_back(
            {name, std::to_string(sheet.id.value), sheet.withdrawn_reason, *state, tone, may_go});
    }
    if (seen.open_point && seen.stage == Stage::scoring) page.open_point = *seen.open_point;
    if (fixed || seen.stage == Stage::before) return {};
    for (const auto& one : TRY(candidates(tx, person, seen.cycle))) {
        if (one.hindrance)
            page.barred.push_back({one.name, *one.hindrance});
        else if (!seen.own(one.user))
            page.to_assign.push_back({std::to_string(one.user.value), one.name});
    }
    return {};
}

Result<ScorePage> score_page(db::Transaction& tx, const Person& person, const Seen& seen) {
    auto page = head(person, seen);
    add_own_form(page, person, seen, TRY(attachments_of(tx, seen.cycle)));
    TRY(add_scorers(page, tx, person, seen));
    if (seen.may_self || self_sheet(seen.sheets)) page.self_href = life::cycle_href(page.code) + "/tu-cham";
    return page;
}

http::Response drawn(const Services& services, const http::Request& request, const ScorePage& page,
                     int status) {
    return view::draw(request, services.site, views::score_page, page, status);
}

std::string code_of(const http::Request& request) {
    return std::string(request.captures.get("code"));
}

Result<ScorePage> page_for(const Services& services, const http::Request& request, const Person& person,
                           SheetKind kind) {
    return services.database.read([&](db::Transaction& tx) -> Result<ScorePage> {
        const auto seen = TRY(see(tx, person, code_of(request)));
        if (kind == SheetKind::appraised) return score_page(tx, person, seen);
        auto page = head(person, seen);
        add_self_form(page, seen, TRY(attachments_of(tx, seen.cycle)));
        return page;
    });
}

/// The page once more, with what was typed and what was wrong.
Result<http::Response> refused(const Services& services, const http::Request& request, const Person& person,
                               SheetKind kind, Error error) {
    if (error.kind != ErrorKind::invalid && error.kind != ErrorKind::conflict)
        return std::unexpected(std::move(error));
    auto page = TRY(page_for(services, request, person, kind));
    const int status = error.kind == ErrorKind::conflict ? 409 : 422;
    const bool about_scorers =
        error_of(error, "scorer").empty() == false || error_of(error, "reason").empty() == false;
    if (about_scorers)
        page.error = std::move(error);
    else
        fill_typed(page.form, request.form, std::move(error));
    return drawn(services, request, page, status);
}

const Message* done_of(const http::Request& request) {
    const auto what = request.query.get("vua");
    if (what == "luu") return &msg::sheet_saved;
    if (what == "khoa") return &msg::sheet_now_locked;
    if (what == "mo") return &msg::sheet_now_open;
    if (what == "giao") return &msg::scorer_assigned;
    if (what == "rut") return &msg::scorer_withdrawn;
    return nullptr;
}

Result<http::Response> show(const Services& services, const http::Request& request, SheetKind kind) {
    const Asked asked(services, request);
    auto page = TRY(page_for(services, request, asked.person(), kind));
    if (const auto* done = done_of(request)) page.done = *done;
    return drawn(services, request, page, 200);
}

/// An act, and back to where it was done.
Result<http::Response> act(const Services& services, const http::Request& request, SheetKind kind,
                           const std::string& back,
                           const std::function<Result<>(db::Transaction&, const Person&)>& what) {
    const Asked asked(services, request);
    const auto done = services.database.write([&](db::Transaction& tx) { return what(tx, asked.person()); });
    if (!done) return refused(services, request, asked.person(), kind, done.error());
    return http::Response::redirect(life::cycle_href(code_of(request)) + back);
}

Result<http::Response> write_sheet(const Services& services, const http::Request& request, SheetKind kind,
                                   std::string_view page) {
    const auto then = request.form.get("act") == "lock" ? Then::lock : Then::keep;
    const auto back = std::string(page) + (then == Then::lock ? "?vua=khoa" : "?vua=luu");
    return act(services, request, kind, back, [&](db::Transaction& tx, const Person& person) -> Result<> {
        const auto seen = TRY(see(tx, person, code_of(request)));
        if (!seen.rubric) return save(tx, person, code_of(request), kind, {}, then);  // says why
        auto typed = read_sheet(*seen.rubric, request.form);
        if (!typed.errors.empty())
            return fail(Error{ErrorKind::invalid, {}, std::move(typed.errors), {}, {}});
        return save(tx, person, code_of(request), kind, typed.sheet, then);
    });
}

}  // namespace

Sentence said_of(const Seen& seen) {
    if (!seen.subject && seen.stage != Stage::before) return msg::subject_missing;
    switch (seen.stage) {
        case Stage::before:
            return msg::said_before;
        case Stage::self:
            return msg::said_self;
        case Stage::handed:
            return msg::said_handed;
        case Stage::scoring:
            return {msg::said_scoring,
                    {{"locked", format_count(seen.locked)}, {"scorers", format_count(seen.scorers)}}};
        case Stage::closed:
            break;
    }
    if (!seen.summary) return msg::said_closed_unscored;
    const auto* grade = grade_of(*seen.rubric, seen.summary->total);
    return {msg::said_closed,
            {{"mean", format_mean(seen.summary->total)},
             {"scale", format_points(seen.rubric->scale)},
             {"grade", grade ? grade->name : std::string(msg::grade_none.in(Language::vi))}}};
}

Result<http::Response> show_my_sheets(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    MySheetsPage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        page = {};
        for (const auto& given : TRY(store::given_to(tx, person.who.user, kMostGiven))) {
            const auto cycle = TRY(life::find(tx, given.cycle));
            if (!cycle || !life::may_open(person.atlas, person.who, *cycle, person.today)) continue;
            Sheet sheet;
            sheet.state = given.state;
            if (given.begun) sheet.saved_at = 1;
            const auto [state, tone] = state_of(sheet);
            auto& rows = sheet.locked() || stage_of(*cycle) == Stage::closed ? page.done : page.to_do;
            rows.push_back({life::cycle_href(cycle->code) + "/cham-diem", cycle->title,
                            unit_of(person, cycle->unit), std::to_string(cycle->campaign_year), *state,
                            tone});
        }
        return {};
    }));
    return view::draw(request, services.site, views::my_sheets, page);
}

Result<http::Response> show_score(const Services& services, const http::Request& request) {
    return show(services, request, SheetKind::appraised);
}

Result<http::Response> show_self(const Services& services, const http::Request& request) {
    return show(services, request, SheetKind::self);
}

Result<http::Response> do_score(const Services& services, const http::Request& request) {
    return write_sheet(services, request, SheetKind::appraised, "/cham-diem");
}

Result<http::Response> do_self(const Services& services, const http::Request& request) {
    return write_sheet(services, request, SheetKind::self, "/tu-cham");
}

Result<http::Response> do_unlock(const Services& services, const http::Request& request) {
    return act(services, request, SheetKind::appraised, "/cham-diem?vua=mo",
               [&](db::Transaction& tx, const Person& person) {
                   return unlock(tx, person, code_of(request), SheetKind::appraised,
                                 request.form.get("unlock"));
               });
}

Result<http::Response> do_unlock_self(const Services& services, const http::Request& request) {
    return act(services, request, SheetKind::self, "/tu-cham?vua=mo",
               [&](db::Transaction& tx, const Person& person) {
                   return unlock(tx, person, code_of(request), SheetKind::self, request.form.get("unlock"));
               });
}

Result<http::Response> do_excuse(const Services& services, const http::Request& request) {
    return act(services, request, SheetKind::appraised, "/cham-diem?vua=rut",
               [&](db::Transaction& tx, const Person& person) {
                   return excuse(tx, person, code_of(request), request.form.get("excuse"));
               });
}

Result<http::Response> do_assign(const Services& services, const http::Request& request) {
    return act(
        services, request, SheetKind::appraised, "/cham-diem?vua=giao",
        [&](db::Transaction& tx, const Person& person) {
            const auth::UserId scorer{parse_number<std::int64_t>(request.form.get("scorer")).value_or(0)};
            return assign(tx, person, code_of(request), scorer);
        });
}

Result<http::Response> do_withdraw(const Services& services, const http::Request& request) {
    return act(services, request, SheetKind::appraised, "/cham-diem?vua=rut",
               [&](db::Transaction& tx, const Person& person) {
                   const SheetId sheet{parse_number<std::int64_t>(request.form.get("sheet")).value_or(0)};
                   return withdraw(tx, person, code_of(request), sheet, request.form.get("reason"));
               });
}

}  // namespace kheo::registry::scoring
