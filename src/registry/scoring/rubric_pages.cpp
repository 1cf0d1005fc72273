// SPDX-License-Identifier: Apache-2.0
// /thang-diem: the list, one rubric with what may be done to it, a new draft.
#include "registry/scoring/rubric_pages.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/typed_day.hpp"
#include "platform/view/layout.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/views/new_rubric.view.hpp"
#include "registry/scoring/views/rubric_list.view.hpp"
#include "registry/scoring/views/rubric_page.view.hpp"

namespace kheo::registry::scoring {

namespace {

using auth::Permission;

RubricId id_of(const http::Request& request) {
    return {parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
}

std::string href_of(RubricId id) {
    return "/thang-diem/" + std::to_string(id.value);
}

const Message& state_name(const Rubric& rubric, Date today) {
    if (rubric.state == RubricState::draft) return msg::state_draft;
    if (rubric.state == RubricState::copied_from) return msg::state_template;
    if (today < rubric.valid_from) return msg::state_future;
    return rubric.valid_on(today) ? msg::state_in_force : msg::state_past;
}

view::Tone tone_of(const Rubric& rubric, Date today) {
    if (rubric.valid_on(today)) return view::Tone::ok;
    return rubric.state == RubricState::draft ? view::Tone::info : view::Tone::neutral;
}

/// "từ 01/01/2027", "đến 31/12/2026", "01/01/2026 – 31/12/2026"; "" where both ends are open.
std::string days_of(const Rubric& rubric) {
    if (rubric.state != RubricState::in_force) return {};
    const bool begins = rubric.valid_from.iso() != kBeginningOfTime,
               ends = rubric.valid_to.iso() != kEndOfTime;
    const auto from = rubric.valid_from.vietnamese(), to = rubric.valid_to.vietnamese();
    if (begins && ends) return from + " – " + to;
    if (begins) return Sentence(msg::days_from, {{"day", from}}).in(Language::vi);
    return ends ? Sentence(msg::days_to, {{"day", to}}).in(Language::vi)
                : std::string(msg::days_open.in(Language::vi));
}

RubricRow row_of(const Person& person, const Rubric& rubric) {
    return {href_of(rubric.id),
            rubric.name,
            unit_name(person, rubric.unit),
            days_of(rubric),
            subject_name(rubric.subject),
            state_name(rubric, person.today),
            tone_of(rubric, person.today),
            rubric.verified || rubric.state == RubricState::draft};
}

std::string points_text(const Rubric& rubric, Tenths points) {
    const auto& message = rubric.manner == Manner::standards ? msg::standards_count : msg::points_count;
    return Sentence(message, {{"points", format_points(points)}}).in(Language::vi);
}

/// "từ 70 đến dưới 90 điểm".
std::vector<GradeRow> grade_rows(const Rubric& rubric) {
    std::vector<GradeRow> out;
    for (std::size_t i = 0; i < rubric.grades.size(); ++i) {
        const auto least = format_points(rubric.grades[i].least);
        const Sentence range =
            i == 0 ? Sentence(msg::range_from, {{"least", least}})
                   : Sentence(msg::range_between,
                              {{"least", least}, {"below", format_points(rubric.grades[i - 1].least)}});
        out.push_back({rubric.grades[i].name, range.in(Language::vi)});
    }
    if (!rubric.grades.empty())
        out.push_back({std::string(msg::grade_none.in(Language::vi)),
                       Sentence(msg::range_below, {{"below", format_points(rubric.grades.back().least)}})
                           .in(Language::vi)});
    return out;
}

void add_content(RubricPage& page, const Rubric& rubric) {
    for (const auto& c : rubric.criteria)
        page.criteria.push_back({std::to_string(page.criteria.size() + 1), c.name, c.explanation, c.evidence,
                                 format_points(c.most), c.is_result});
    page.grades = grade_rows(rubric);
    page.total = points_text(rubric, total_of(rubric));
    page.commune_from =
        Sentence(msg::range_from, {{"least", format_points(rubric.commune_from)}}).in(Language::vi);
    page.province_from =
        Sentence(msg::range_from, {{"least", format_points(rubric.province_from)}}).in(Language::vi);
}

/// Only what the person may do is offered.
void add_acts(RubricPage& page, const Person& person, const Rubric& rubric) {
    if (person.who.may(Permission::run_movement, person.today) && rubric.state != RubricState::draft)
        page.copy_href = "/thang-diem/moi?tu=" + page.id;
    if (!may(person, Permission::run_movement, rubric.unit)) return;
    const auto here = href_of(rubric.id);
    if (rubric.state == RubricState::draft) {
        page.edit_href = here + "/sua";
        page.force_href = here + "/ap-dung";
        page.discard_href = here + "/bo";
        page.missing = faults(rubric);
    } else if (rubric.unit && rubric.state == RubricState::in_force && person.today <= rubric.valid_to) {
        page.end_href = here + "/ket-thuc";
    }
}

RubricPage page_of(const Person& person, const Rubric& rubric) {
    RubricPage page;
    page.id = std::to_string(rubric.id.value);
    page.name = rubric.name.empty() ? std::string(msg::rubric_without_name.in(Language::vi)) : rubric.name;
    page.unit = unit_name(person, rubric.unit);
    page.basis = rubric.legal_basis;
    page.days = days_of(rubric);
    page.subject = subject_name(rubric.subject);
    page.state = state_name(rubric, person.today);
    page.tone = tone_of(rubric, person.today);
    page.standards = rubric.manner == Manner::standards;
    page.verified = rubric.verified || rubric.state == RubricState::draft;
    page.day = page.last = person.today.iso();
    page.basis_typed = rubric.legal_basis;
    page.row_version = rubric.row_version;
    add_content(page, rubric);
    add_acts(page, person, rubric);
    return page;
}

http::Response print(const Services& services, const http::Request& request, const auto& draw, int status) {
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    draw(out, shell);
    return view::respond(out, status);
}

Result<Rubric> load(const Services& services, const Person& person, RubricId id) {
    return services.database.read([&](db::Transaction& tx) { return load_rubric(tx, person, id); });
}

http::Response drawn(const Services& services, const http::Request& request, const RubricPage& page,
                     int status) {
    return print(
        services, request, [&](auto& out, const auto& shell) { views::rubric_page(out, shell, page); },
        status);
}

/// The page once more with what was typed and what was wrong with it.
Result<http::Response> refused(const Services& services, const http::Request& request, const Person& person,
                               RubricId id, Error error) {
    if (error.kind != ErrorKind::invalid && error.kind != ErrorKind::conflict)
        return std::unexpected(std::move(error));
    auto page = page_of(person, TRY(load(services, person, id)));
    const auto typed = [&](std::string_view name, std::string& box) {
        if (const auto sent = request.form.find(name)) box = *sent;
    };
    typed("day", page.day);
    typed("last", page.last);
    typed("basis", page.basis_typed);
    const auto status = error.kind == ErrorKind::conflict ? 409 : 422;
    page.error = std::move(error);
    const auto on_page = [](const FieldError& e) {
        return e.field == "day" || e.field == "last" || e.field == "basis";
    };
    if (std::erase_if(page.error.fields, [&](const FieldError& e) { return !on_page(e); }) > 0)
        page.error.message = msg::draft_not_ready;
    return drawn(services, request, page, status);
}

std::vector<view::Option> unit_options(const Person& person) {
    std::vector<view::Option> out;
    const auto add = [&](const territory::Unit* unit) {
        const auto id = std::to_string(unit->id.value);
        if (std::ranges::find(out, id, &view::Option::value) == out.end())
            out.push_back({id, unit->full_name});
    };
    for (const auto& grant : person.who.grants) {
        if (!grant.gives(Permission::run_movement, person.today)) continue;
        if (!grant.unit) out.push_back({"0", msg::every_unit});
        if (const auto* unit = person.atlas.find(grant.unit, person.today)) add(unit);
        if (!grant.unit) continue;
        for (const auto* unit : person.atlas.list(territory::Level::commune, person.today, grant.unit))
            add(unit);
    }
    return out;
}

Result<NewRubricPage> new_page(const Services& services, const Person& person) {
    NewRubricPage page;
    page.units = unit_options(person);
    const auto rubrics =
        TRY(services.database.read([&](db::Transaction& tx) { return visible_rubrics(tx, person); }));
    for (const auto& rubric : rubrics)
        if (rubric.state != RubricState::draft)
            page.sources.push_back({std::to_string(rubric.id.value),
                                    rubric.name + " · " +
                                        std::string(subject_name(rubric.subject).in(Language::vi)) + " · " +
                                        unit_name(person, rubric.unit)});
    return page;
}

const Message* done_of(const http::Request& request) {
    const auto what = request.query.get("vua");
    return what == "luu"        ? &msg::draft_saved
           : what == "ap-dung"  ? &msg::in_force_now
           : what == "ket-thuc" ? &msg::ended
                                : nullptr;
}

}  // namespace

std::string unit_name(const Person& person, territory::UnitId unit) {
    if (!unit) return std::string(msg::every_unit.in(Language::vi));
    const auto* found = person.atlas.find(unit, person.today);
    return found ? found->full_name : std::string();
}

const Message& subject_name(Subject subject) {
    return subject == Subject::collective ? msg::for_collectives : msg::for_individuals;
}

Result<http::Response> show_rubrics(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    RubricListPage page;
    const auto rubrics =
        TRY(services.database.read([&](db::Transaction& tx) { return visible_rubrics(tx, person); }));
    for (const auto& rubric : rubrics) {
        auto& rows = rubric.valid_on(person.today)        ? page.now
                     : rubric.state == RubricState::draft ? page.drafts
                                                          : page.others;
        rows.push_back(row_of(person, rubric));
    }
    page.may_begin = person.who.may(Permission::run_movement, person.today);
    page.discarded = request.query.get("vua") == "bo";
    return print(
        services, request, [&](auto& out, const auto& shell) { views::rubric_list(out, shell, page); }, 200);
}

Result<http::Response> show_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    auto page = page_of(asked.person(), TRY(load(services, asked.person(), id_of(request))));
    if (const auto* done = done_of(request)) page.done = *done;
    return drawn(services, request, page, 200);
}

Result<http::Response> show_new_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    auto page = TRY(new_page(services, asked.person()));
    page.source = request.query.get("tu");
    page.request_key = view::new_request_key();
    return print(
        services, request, [&](auto& out, const auto& shell) { views::new_rubric(out, shell, page); }, 200);
}

Result<http::Response> do_new_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    const auto number = [&](std::string_view name) {
        return parse_number<std::int64_t>(request.form.get(name)).value_or(-1);
    };
    const auto made = services.database.write([&](db::Transaction& tx) {
        return begin_draft(tx, person, territory::UnitId{number("unit")}, RubricId{number("source")},
                           request.form.get("request_key"));
    });
    if (made) return http::Response::redirect(href_of(*made) + "/sua");
    if (made.error().kind != ErrorKind::invalid) return std::unexpected(made.error());
    auto page = TRY(new_page(services, person));
    page.unit = request.form.get("unit");
    page.source = request.form.get("source");
    page.request_key = request.form.get("request_key");
    page.error = made.error();
    return print(
        services, request, [&](auto& out, const auto& shell) { views::new_rubric(out, shell, page); }, 422);
}

Result<http::Response> do_put_in_force(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    const auto id = id_of(request);
    const auto done = services.database.write([&](db::Transaction& tx) {
        return put_in_force(tx, person, id,
                            parse_number<std::int64_t>(request.form.get("row_version")).value_or(0),
                            typed_day(request.form.get("day")), request.form.get("basis"));
    });
    if (!done) return refused(services, request, person, id, done.error());
    return http::Response::redirect(href_of(id) + "?vua=ap-dung");
}

Result<http::Response> do_end_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    const auto id = id_of(request);
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return end_rubric(tx, person, id, typed_day(request.form.get("last"))); });
    if (!done) return refused(services, request, person, id, done.error());
    return http::Response::redirect(href_of(id) + "?vua=ket-thuc");
}

Result<http::Response> do_discard_draft(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    const auto id = id_of(request);
    const auto done =
        services.database.write([&](db::Transaction& tx) { return discard_draft(tx, person, id); });
    if (!done) return refused(services, request, person, id, done.error());
    return http::Response::redirect("/thang-diem?vua=bo");
}

}  // namespace kheo::registry::scoring
