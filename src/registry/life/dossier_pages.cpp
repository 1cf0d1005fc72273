// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}: one dossier (mock 06), and what is written on its page: the examination, questions, who is
// no namesake. What was typed survives an error.
#include <algorithm>

#include "base/number.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/service.hpp"
#include "registry/life/showing.hpp"
#include "registry/life/views/dossier.view.hpp"

namespace kheo::registry::life {

namespace {

view::Label notice_of(std::string_view done) {
    if (done == "moi") return msg::done_begun;
    if (done == "luu") return msg::done_saved;
    if (done == "trao-doi") return msg::done_remark;
    if (done == "trung-ten") return msg::done_namesake;
    const auto* act = process().act(done);
    if (!act) return {};
    return Sentence(msg::done_act, {{"act", std::string(act->label->in(Language::vi))}});
}

/// What a colleague put on record meanwhile, where this sheet says something else.
view::Label on_record(const ItemRow& item, const http::Fields& form) {
    const auto verdict = form.get("verdict_" + item.code);
    if (item.verdict.empty() || (item.verdict == verdict && item.remark == form.get("remark_" + item.code)))
        return {};
    const auto& label = item.verdict == "passed" ? msg::verdict_passed : msg::verdict_to_amend;
    return Sentence(msg::on_record_now,
                    {{"verdict", std::string(label.in(Language::vi))},
                     {"remark", item.remark.empty() ? std::string() : "; " + item.remark}});
}

/// What was typed into the sheet or the remark stands on the page that comes back.
void keep_typed(DossierPage& page, const http::Fields& form, const Error& error) {
    page.error = error;
    for (auto& item : page.items) {
        item.error = error.kind == ErrorKind::conflict ? on_record(item, form)
                                                       : view::error_of(error, "remark_" + item.code);
        item.verdict = form.get("verdict_" + item.code);
        item.remark = form.get("remark_" + item.code);
    }
    if (!page.items.empty()) page.summary = form.get("summary");
    for (auto& one : page.namesakes) {
        if (one.user != form.get("user")) continue;
        one.typed = form.get(one.field);
        for (const auto& wrong : error.fields)
            if (wrong.field == one.field) one.error = wrong.message;
    }
    page.remark_typed = form.get("remark");
    page.answers_typed = form.get("answers");
    page.no_reply_typed = !form.get("no_reply").empty();
    if (const auto key = form.get("request_key"); !key.empty()) page.remark_key = key;
}

/// The questions that are asked, with what the form says to each.
Examination sheet_of(const http::Fields& form, Examination asked) {
    asked.row_version = parse_number<std::int64_t>(form.get("row_version")).value_or(0);
    for (auto& item : asked.items) {
        item.verdict = verdict_of(form.get("verdict_" + item.item));
        item.remark = form.get("remark_" + item.item);
    }
    asked.summary = form.get("summary");
    return asked;
}

Result<http::Response> finished(const Services& services, const http::Request& request, const Result<>& done,
                                const char* tab, const char* notice) {
    if (done)
        return http::Response::redirect(cycle_href(request.captures.get("code")) + "?muc=" + tab +
                                        "&vua=" + notice);
    const auto kind = done.error().kind;
    if (kind != ErrorKind::invalid && kind != ErrorKind::conflict) return std::unexpected(done.error());
    auto again = request;
    again.query.add("muc", tab);
    return dossier_page(services, again, &done.error());
}

}  // namespace

Result<http::Response> dossier_page(const Services& services, const http::Request& request,
                                    const Error* error) {
    const Visit visit(services, request);
    DossierPage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        page = {};
        Showing on{tx, services, visit, request, page, Names(tx), {}, {}};
        on.cycle = TRY(open(tx, request.captures.get("code"), visit.acting()));
        on.statement = TRY(statement_of(tx, on.cycle));
        TRY(show_head(on));
        TRY(show_side(on));
        return show_tab(on);
    }));
    page.notice = notice_of(request.query.get("vua"));
    if (error) keep_typed(page, request.form, *error);
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::dossier(out, shell, page);
    return view::respond(out, !error ? 200 : error->kind == ErrorKind::conflict ? 409 : 422);
}

Result<http::Response> show_dossier(const Services& services, const http::Request& request) {
    return dossier_page(services, request);
}

Result<http::Response> do_examine(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto cycle = TRY(open(tx, request.captures.get("code"), visit.acting()));
        auto asked = TRY(examination_of(tx, cycle, visit.acting().today));
        const auto sheet = sheet_of(request.form, std::move(asked));
        return examine(tx, request.captures.get("code"), sheet, visit.acting());
    });
    return finished(services, request, done, "tham-dinh", "luu");
}

Result<http::Response> do_clear_namesake(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auth::UserId user{parse_number<std::int64_t>(request.form.get("user")).value_or(0)};
    const auto box = box_of(user);
    auto done = services.database.write([&](db::Transaction& tx) {
        return clear_namesake(tx, request.captures.get("code"), user, request.form.get(box), visit.acting());
    });
    if (!done)
        for (auto& wrong : done.error().fields) wrong.field = box;
    return finished(services, request, done, "thong-tin", "trung-ten");
}

Result<http::Response> do_remark(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const RemarkId answers{parse_number<std::int64_t>(request.form.get("answers")).value_or(0)};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return remark(tx, request.captures.get("code"), std::string(request.form.get("remark")), answers,
                      request.form.get("request_key"), visit.acting(),
                      request.form.get("no_reply").empty() ? Reply::wanted : Reply::none);
    });
    return finished(services, request, done, "trao-doi", "trao-doi");
}

}  // namespace kheo::registry::life
