// SPDX-License-Identifier: Apache-2.0
// /ghi-lai-cong-nhan: decisions of earlier years, many at once, pasted from a table.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/recording.hpp"
#include "registry/life/views/record_page.view.hpp"

namespace kheo::registry::life {

namespace {

using view::InputKind;

std::vector<view::Input> inputs_of(const http::Fields& typed, bool with_paper) {
    const auto text = [&](std::string_view name) { return std::string(typed.get(name)); };
    std::vector<view::Input> out;
    out.push_back({.name = "lines",
                   .label = msg::record_lines,
                   .kind = InputKind::textarea,
                   .value = text("lines"),
                   .hint = msg::hint_record_lines,
                   .rows = 10});
    out.push_back({.name = "body", .label = msg::body, .value = text("body")});
    out.push_back(
        {.name = "signer", .label = msg::signer, .value = text("signer"), .hint = msg::hint_signer});
    out.push_back({.name = "grade", .label = msg::grade, .value = text("grade"), .required = false});
    if (with_paper) out.push_back(paper_input());
    return out;
}

Result<http::Response> shown(const Services& services, const http::Request& request, const RecordPage& page,
                             int status) {
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::record_page(out, shell, page);
    return view::respond(out, status);
}

RecordPage empty_page(const Services& services) {
    RecordPage page;
    page.inputs = inputs_of({}, services.files != nullptr);
    page.request_key = view::new_request_key();
    return page;
}

/// What was typed stays, each refused line above it.
Result<http::Response> again(const Services& services, const http::Request& request, Error error) {
    RecordPage page;
    page.inputs = inputs_of(request.form, services.files != nullptr);
    page.request_key = request.form.get("request_key");
    page.error = std::move(error);
    for (auto& input : page.inputs) input.error = view::error_of(page.error, input.name);
    return shown(services, request, page, 422);
}

/// Line by line, with the way to its dossier: a large table is looked through afterwards.
RecordPage answered(const Services& services, const std::vector<Recorded>& recorded) {
    auto page = empty_page(services);
    page.done = Sentence(msg::recorded_count, {{"count", format_count(std::ssize(recorded))}});
    for (const auto& one : recorded)
        page.recorded.push_back({std::to_string(one.line), one.number, one.title, cycle_href(one.code),
                                 name_of_level(one.level)});
    return page;
}

Pasted read_form(const http::Request& request) {
    Given common;
    common.body = request.form.get("body");
    common.signer = request.form.get("signer");
    common.grade = request.form.get("grade");
    auto out = read_pasted(request.form.get("lines"), common);
    if (tidy(common.body).empty()) out.wrong.push_back({"body", msg::body_missing});
    if (tidy(common.signer).empty()) out.wrong.push_back({"signer", msg::signer_missing});
    return out;
}

/// The paper is staged only when nothing else is wrong: it would lie about otherwise.
Result<Pasted> read_all(const Services& services, const http::Request& request) {
    auto out = read_form(request);
    const bool sent = std::ranges::any_of(request.uploads, [](const http::Upload& one) {
        return one.field == "paper" && !one.content.empty();
    });
    if (sent && !out.one_decision()) out.wrong.push_back({"paper", msg::paper_of_one_decision});
    if (!out.wrong.empty()) return fail(Error{ErrorKind::invalid, {}, std::move(out.wrong), {}, {}});
    const auto paper = TRY(staged_paper(services, request));
    for (auto& line : out.lines) line.given.paper = paper;
    return out;
}

}  // namespace

Result<http::Response> show_record(const Services& services, const http::Request& request) {
    return shown(services, request, empty_page(services), 200);
}

Result<http::Response> do_record(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto pasted = read_all(services, request);
    if (!pasted && pasted.error().kind == ErrorKind::invalid) return again(services, request, pasted.error());
    if (!pasted) return std::unexpected(pasted.error());
    const auto done = services.database.write([&](db::Transaction& tx) {
        return record_all(tx, pasted->lines, request.form.get("request_key"), visit.acting());
    });
    if (done) return shown(services, request, answered(services, *done), 200);
    if (done.error().kind != ErrorKind::invalid) return std::unexpected(done.error());
    return again(services, request, done.error());
}

}  // namespace kheo::registry::life
