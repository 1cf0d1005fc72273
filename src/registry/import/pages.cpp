// SPDX-License-Identifier: Apache-2.0
#include "registry/import/pages.hpp"

#include <charconv>
#include <chrono>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/view/layout.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/page_parts.hpp"
#include "registry/import/review.hpp"
#include "registry/import/store.hpp"
#include "registry/import/texts.hpp"
#include "registry/import/units.hpp"
#include "registry/import/views/result_page.view.hpp"
#include "registry/import/views/review_page.view.hpp"
#include "registry/import/views/start_page.view.hpp"
#include "registry/import/views/stopped_page.view.hpp"
#include "registry/import/views/working_page.view.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::import {

namespace {

using http::Request;
using http::Response;

constexpr std::size_t kLargestFile = 20u << 20;        // bytes; the sentence too_large says so
constexpr std::chrono::milliseconds kShortList{2500};  // a shorter reading needs no progress page

class Pages {
  public:
    explicit Pages(PageServices services) : s_(std::move(services)) {}

    Result<Response> start(const Request& request) const { return start_page(request, std::nullopt); }

    Result<Response> upload(const Request& request) const {
        const auto refused = problem_of(request);
        if (refused) return start_page(request, refused);
        const auto& file = request.uploads.front();
        const auto id = TRY(s_.desk.receive({std::string(request.form.get("request_key")), file.file_name,
                                             std::string(trim(request.form.get("don_vi"))),
                                             typed_day(request.form.get("ngay")), file.content},
                                            request.who));
        s_.desk.wait(id, kShortList);
        return Response::redirect(address(id));
    }

    Result<Response> show(const Request& request) const {
        auto upload = TRY(mine(request));
        switch (upload.state) {
            case UploadState::reading:
            case UploadState::saving:
                TRY(s_.desk.revive(upload, request.who));
                return working(request, upload);
            case UploadState::ready:
                return review(request, upload);
            case UploadState::saved:
                return result(request, upload);
            default:
                return stopped(request, upload);
        }
    }

    Result<Response> columns(const Request& request) const {
        const auto upload = TRY(mine(request));
        const auto analysis = TRY(s_.desk.analysis(upload, request.who));
        Change change;
        change.choices = read_choices(request.form, *analysis, upload.choices);
        const std::string unit(trim(request.form.get("don_vi")));
        const auto date = typed_day(request.form.get("ngay"));
        if (!analysis->sender.unit || unit != analysis->sender.unit->code) change.unit_code = unit;
        if (date && *date != analysis->list_date) change.date = date;
        const auto sender = change.unit_code.value_or(upload.unit_code);
        if (!sender.empty()) TRY(hinted_unit(sender, *s_.atlas(), date.value_or(analysis->list_date)));
        return read_again(request, upload.id, change);
    }

    Result<Response> rows(const Request& request) const {
        const auto upload = TRY(mine(request));
        const auto analysis = TRY(s_.desk.analysis(upload, request.who));
        Change change;
        change.decisions = read_decisions(request.form, *analysis, *s_.atlas());
        if (!request.form.get("chac_chan").empty()) merge(change.decisions, certain_decisions(*analysis));
        return read_again(request, upload.id, change);
    }

    Result<Response> save(const Request& request) const {
        const auto upload = TRY(mine(request));
        TRY(s_.desk.save(upload.id, request.who));
        s_.desk.wait(upload.id, kShortList);
        return Response::redirect(address(upload.id));
    }

    Result<Response> cancel(const Request& request) const {
        const auto upload = TRY(mine(request));
        TRY(s_.desk.cancel(upload.id));
        s_.desk.wait(upload.id, kShortList);
        return Response::redirect(address(upload.id));
    }

    Result<Response> marked(const Request& request) const {
        const auto upload = TRY(mine(request));
        return marked_response(s_, upload, request.who);
    }

    Result<Response> ready_list(const Request& request) const {
        return ready_list_response(s_, request.query.get("don_vi"), request.who);
    }

    Result<Response> undo(const Request& request) const {
        const auto upload = TRY(mine(request));
        TRY(s_.database.write([&](db::Transaction& tx) {
            return undo_batch(tx, upload.batch, {request.who.user, s_.clock.now()});
        }));
        return Response::redirect(address(upload.id));
    }

  private:
    /// The upload named by the address; other people's look like none, except to those who see the whole
    /// country.
    Result<Upload> mine(const Request& request) const {
        const UploadId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
        auto found = TRY(s_.database.read([&](db::Transaction& tx) { return store::find(tx, id); }));
        const bool everywhere =
            visible_to(request.who, auth::Permission::edit_registry, s_.clock.today()).all;
        if (!found || (found->created_by != request.who.user && !everywhere))
            return fail(ErrorKind::not_found, msg::upload_unknown);
        return *std::move(found);
    }

    Result<Response> read_again(const Request& request, UploadId id, const Change& change) const {
        TRY(s_.desk.reread(id, change, request.who));
        s_.desk.wait(id, kShortList);
        return Response::redirect(address(id));
    }

    std::optional<Error> problem_of(const Request& request) const {
        Error error{ErrorKind::invalid, msg::no_file, {}, {}, {}};
        if (request.uploads.empty())
            error.fields.push_back({"tep", msg::no_file});
        else if (request.uploads.front().content.empty())
            error.fields.push_back({"tep", msg::file_empty});
        else if (request.uploads.front().content.size() > kLargestFile)
            error.fields.push_back({"tep", msg::too_large});
        const auto date = trim(request.form.get("ngay"));
        if (!date.empty() && !typed_day(date)) error.fields.push_back({"ngay", msg::date_wrong});
        if (error.fields.empty()) return std::nullopt;
        error.message = error.fields.front().message;
        return error;
    }

    Result<Response> start_page(const Request& request, std::optional<Error> error) const {
        StartPage page;
        page.request_key = view::new_request_key();
        page.unit_code = request.form.get("don_vi");
        page.date = request.form.get("ngay");
        page.units = units_to_choose(s_, request.who, NamedBy::identity);
        page.template_units = units_to_choose(s_, request.who, NamedBy::code);
        page.template_units.erase(page.template_units.begin());  // a ready list is of one unit
        page.history = TRY(history_rows(s_, request.who));
        page.colleagues = TRY(colleagues_rows(s_, request.who));
        page.error = std::move(error);
        const auto shell = view::make_shell(request, s_.site);
        view::Html out(shell.language);
        views::start_page(out, shell, page);
        return view::respond(out, page.error ? 422 : 200);
    }

    Result<Response> working(const Request& request, const Upload& upload) const {
        const auto progress = s_.desk.progress(upload.id);
        const WorkingPage page{std::to_string(upload.id.value), upload.file_name,
                               upload.state == UploadState::saving, static_cast<std::int64_t>(progress.done),
                               static_cast<std::int64_t>(progress.total)};
        const auto shell = view::make_shell(request, s_.site);
        view::Html out(shell.language);
        views::working_page(out, shell, page);
        return view::respond(out).set("Refresh", "2");
    }

    Result<Response> review(const Request& request, const Upload& upload) const {
        const auto analysis = TRY(s_.desk.analysis(upload, request.who));
        const auto known =
            TRY(s_.database.read([&](db::Transaction& tx) { return fields(tx, analysis->list_date); }));
        ReviewRequest asked{request.query.get("xem") == "tat-ca", 1};
        const auto number = request.query.get("trang");
        std::from_chars(number.data(), number.data() + number.size(), asked.page);
        auto page = review_page(upload, *analysis, known, asked);
        page.can_mark = true;
        tell_units_apart(page, analysis->list_date);
        const auto shell = view::make_shell(request, s_.site);
        view::Html out(shell.language);
        views::review_page(out, shell, page);
        return view::respond(out);
    }

    /// Units of one name are told apart by what they belong to, and by code.
    void tell_units_apart(ReviewPage& page, Date on) const {
        const auto atlas = s_.atlas();
        for (auto& row : page.shown)
            for (auto& question : row.questions)
                if (question.name.starts_with("dv-"))
                    for (auto& option : question.options) name_with_parent(option, *atlas, on);
    }

    static void name_with_parent(view::Option& option, const territory::Atlas& atlas, Date on) {
        const auto* unit = option.value.empty() ? nullptr : atlas.find_code(option.value, on);
        if (!unit) return;
        const auto* parent = unit->parent ? atlas.find(unit->parent, on) : nullptr;
        option.label = unit->full_name + (parent ? " – " + parent->full_name : "") + " (" + unit->code + ")";
    }

    Result<Response> result(const Request& request, const Upload& upload) const {
        const auto batch =
            TRY(s_.database.read([&](db::Transaction& tx) { return find_batch(tx, upload.batch); }));
        ResultPage page;
        page.id = std::to_string(upload.id.value);
        page.file_name = upload.file_name;
        if (batch) {
            page.saved = batch->saved;
            page.unchanged = batch->unchanged;
            page.rejected = batch->given.rejected;
            page.undone = batch->undone;
            page.may_undo = true;
            page.can_mark = true;
            ListQuery query;
            query.campaign_year = std::to_string(batch->given.campaign_year);
            page.list_href = list_address(query);
        }
        const auto shell = view::make_shell(request, s_.site);
        view::Html out(shell.language);
        views::result_page(out, shell, page);
        return view::respond(out);
    }

    Result<Response> stopped(const Request& request, const Upload& upload) const {
        StoppedPage page{std::to_string(upload.id.value), upload.file_name, msg::cancelled_title,
                         std::string(msg::cancelled_text.in(Language::vi)), false};
        if (upload.state == UploadState::refused) {
            page.refused = true;
            page.title = msg::refused_title;
            page.text = upload.refusal_text;
        }
        const auto shell = view::make_shell(request, s_.site);
        view::Html out(shell.language);
        views::stopped_page(out, shell, page);
        return view::respond(out);
    }

    PageServices s_;
};

}  // namespace

std::vector<http::Route> routes(PageServices services) {
    const auto pages = std::make_shared<Pages>(std::move(services));
    const auto route = [&](http::Method method, std::string pattern, auto handler,
                           std::size_t limit = 512 * 1024) {
        return http::Route{method, std::move(pattern), auth::Permission::edit_registry,
                           [pages, handler](const Request& request) { return ((*pages).*handler)(request); },
                           limit};
    };
    using enum http::Method;
    return {route(get, "/nhap-du-lieu", &Pages::start),
            route(post, "/nhap-du-lieu", &Pages::upload, kLargestFile + (256u << 10)),
            route(get, "/danh-sach-lam-san", &Pages::ready_list),
            route(get, "/nhap-du-lieu/{id}", &Pages::show),
            route(get, "/nhap-du-lieu/{id}/tep-danh-dau", &Pages::marked),
            route(post, "/nhap-du-lieu/{id}/cot", &Pages::columns),
            route(post, "/nhap-du-lieu/{id}/dong", &Pages::rows),
            route(post, "/nhap-du-lieu/{id}/luu", &Pages::save),
            route(post, "/nhap-du-lieu/{id}/huy", &Pages::cancel),
            route(post, "/nhap-du-lieu/{id}/hoan-tac", &Pages::undo)};
}

}  // namespace kheo::registry::import
