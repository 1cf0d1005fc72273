// SPDX-License-Identifier: Apache-2.0
// /thang-diem/{id}/sua: the editor. Its buttons send the whole form, so that rows come and go without a
// script; only "save" writes.
#include "base/number.hpp"
#include "platform/view/draw.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_pages.hpp"
#include "registry/scoring/views/edit_rubric.view.hpp"

namespace kheo::registry::scoring {

namespace {

Sentence sum_sentence(const RubricText& text) {
    const auto total = total_of(text);
    const auto scale = parse_points(text.scale).value_or(0);
    const auto& message = total == scale  ? msg::sum_right
                          : total < scale ? msg::total_missing
                                          : msg::total_too_much;
    return {message,
            {{"total", format_points(total)},
             {"scale", format_points(scale)},
             {"difference", format_points(total < scale ? scale - total : total - scale)}}};
}

EditRubricPage page_of(const Person& person, const Rubric& rubric, RubricText text) {
    EditRubricPage page;
    page.id = std::to_string(rubric.id.value);
    page.title = rubric.name.empty() ? std::string(msg::rubric_without_name.in(Language::vi)) : rubric.name;
    page.unit = unit_name(person, rubric.unit);
    page.subject = subject_name(rubric.subject);
    page.standards = rubric.manner == Manner::standards;
    page.text = std::move(text);
    page.row_version = rubric.row_version;
    if (page.standards) {
        page.sum = Sentence(msg::sum_standards, {{"count", std::to_string(page.text.criteria.size())}});
        return page;
    }
    page.sum = sum_sentence(page.text);
    page.sum_tone =
        total_of(page.text) == parse_points(page.text.scale).value_or(0) ? view::Tone::ok : view::Tone::warn;
    return page;
}

http::Response drawn(const Services& services, const http::Request& request, const EditRubricPage& page,
                     int status) {
    return view::draw(request, services.site, views::edit_rubric, page, status);
}

/// Only a draft the person may change opens here.
Result<Rubric> load(const Services& services, const Person& person, const http::Request& request) {
    const RubricId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
    auto rubric =
        TRY(services.database.read([&](db::Transaction& tx) { return load_rubric(tx, person, id); }));
    if (!may(person, auth::Permission::run_movement, rubric.unit))
        return fail(ErrorKind::not_found, msg::rubric_unknown);
    if (rubric.state != RubricState::draft) return fail(ErrorKind::conflict, msg::rubric_fixed);
    return rubric;
}

}  // namespace

Result<http::Response> show_edit_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto rubric = TRY(load(services, asked.person(), request));
    return drawn(services, request, page_of(asked.person(), rubric, text_of(rubric)), 200);
}

Result<http::Response> do_edit_rubric(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    auto rubric = TRY(load(services, person, request));
    auto text = read_text(request.form);
    const auto button = request.form.get("act");
    rubric.row_version = parse_number<std::int64_t>(request.form.get("row_version")).value_or(0);
    if (button != "save") {
        apply(text, button);
        return drawn(services, request, page_of(person, rubric, std::move(text)), 200);
    }
    auto changed = rubric;
    auto errors = read_rubric(text, changed);
    auto page = page_of(person, rubric, std::move(text));
    if (!errors.empty()) {
        page.error = {ErrorKind::invalid, {}, std::move(errors), {}, {}};
        return drawn(services, request, page, 422);
    }
    const auto saved =
        services.database.write([&](db::Transaction& tx) { return save_draft(tx, person, changed); });
    if (saved) return http::Response::redirect("/thang-diem/" + page.id + "?vua=luu");
    if (saved.error().kind != ErrorKind::conflict) return std::unexpected(saved.error());
    page.error = saved.error();
    return drawn(services, request, page, 409);
}

}  // namespace kheo::registry::scoring
