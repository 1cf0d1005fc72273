// SPDX-License-Identifier: Apache-2.0
// Windows of registration: a new one, its page, quotas pasted from a table, withdrawn before its time.
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "movement/messages.gen.hpp"
#include "movement/pages.hpp"
#include "movement/paste.hpp"
#include "movement/rules.hpp"
#include "movement/views/window_form.view.hpp"
#include "movement/views/window_page.view.hpp"
#include "platform/view/draw.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::movement {

namespace {

using http::Request;
using http::Response;

std::string href_of(WindowId id) {
    return "/phong-trao/dot/" + std::to_string(id.value);
}

WindowId asked_window(const Request& request) {
    return {parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
}

Result<Response> print(const Services& services, const Request& request, const WindowForm& page) {
    return view::draw(request, services.site, views::window_form, page,
                      page.error.fields.empty() ? 200 : 422);
}

Result<Response> show_new(const Services& services, const Request& request) {
    const Asking asking(services, request);
    WindowForm page;
    page.unit = own_unit(asking.asker);
    page.year = std::to_string(asking.asker.today.year());
    page.from = asking.asker.today.iso();
    page.request_key = view::new_request_key();
    return print(services, request, page);
}

Window window_of(const WindowForm& page, UnitId unit) {
    Window window;
    window.unit = unit;
    window.title = page.title;
    window.basis = page.basis;
    window.campaign_year = parse_number<int>(page.year).value_or(0);
    window.first = typed_day(page.from).value_or(Date());
    window.last = typed_day(page.until).value_or(Date());
    window.strict = page.strict;
    window.quota_each = parse_number<int>(page.quota).value_or(0);
    return window;
}

Result<Response> save_new(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto& form = request.form;
    WindowForm page{tidy(form.get("unit")),          tidy(form.get("title")),
                    tidy(form.get("year")),          std::string(form.get("from")),
                    std::string(form.get("until")),  tidy(form.get("basis")),
                    tidy(form.get("quota")),         std::string(form.get("request_key")),
                    form.find("strict").has_value(), {}};
    const auto unit = typed_unit(asking.asker, page.unit);
    if (!unit) {
        page.error.fields.push_back({"unit", msg::unit_unknown});
        return print(services, request, page);
    }
    const auto saved = add_window(services, asking.asker, window_of(page, unit), page.request_key);
    if (saved) return Response::redirect(*saved ? href_of(**saved) + "?xong=dot" : "/phong-trao?xong=dot");
    if (saved.error().kind != ErrorKind::invalid) return std::unexpected(saved.error());
    page.error = saved.error();
    return print(services, request, page);
}

Result<> fill(db::Transaction& tx, const Services& services, const Asker& asker, WindowId id,
              WindowPage& page) {
    const auto window = TRY(open_window(tx, asker, id));
    page.window = row_of(window, asker);
    page.quota_each = window.quota_each;
    page.may_run = asker.may_run(window.unit) && !window.closed;
    page.may_call = page.may_run;
    for (const auto& quota : TRY(store::quotas(tx, id)))
        if (asker.touches(quota.unit))
            page.quotas.push_back(
                {unit_name(asker, quota.unit), std::to_string(quota.required), sector_word(quota.sector)});
    const auto calendar = TRY(workflow::load_calendar(tx));
    for (const auto& call : TRY(store::calls(tx, id)))
        if (const auto found = TRY(opened(tx, services, asker, call)))
            page.calls.push_back(card_of(*found, asker, calendar));
    return {};
}

Result<Response> show(const Services& services, const Request& request, WindowPage page) {
    const Asking asking(services, request);
    TRY(services.database.read([&](db::Transaction& tx) {
        page.quotas.clear(), page.calls.clear();
        return fill(tx, services, asking.asker, asked_window(request), page);
    }));
    return view::draw(request, services.site, views::window_page, page,
                      page.error.fields.empty() ? 200 : 422);
}

Result<Response> get_window(const Services& services, const Request& request) {
    WindowPage page;
    const auto done = request.query.get("xong");
    page.done = done == "dot"        ? &msg::done_window
                : done == "chi-tieu" ? &msg::done_quotas
                : done == "thu-hoi"  ? &msg::done_closed
                                     : nullptr;
    return show(services, request, std::move(page));
}

Result<Response> save_quotas(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto id = asked_window(request);
    const auto window =
        TRY(services.database.read([&](db::Transaction& tx) { return open_window(tx, asking.asker, id); }));
    WindowPage page;
    page.table = request.form.get("table");
    const auto quotas = read_quotas(*asking.atlas, page.table, window.unit, asking.asker.today);
    if (!quotas) {
        page.error = quotas.error();
        return show(services, request, std::move(page));
    }
    TRY(set_quotas(services, asking.asker, id, *quotas));
    return Response::redirect(href_of(id) + "?xong=chi-tieu");
}

Result<Response> withdraw(const Services& services, const Request& request) {
    const Asking asking(services, request);
    TRY(close_window(services, asking.asker, asked_window(request)));
    return Response::redirect(href_of(asked_window(request)) + "?xong=thu-hoi");
}

}  // namespace

void add_window_routes(std::vector<http::Route>& routes, const Services& services) {
    constexpr auto kRead = auth::Permission::read_registry, kRun = auth::Permission::run_movement;
    const auto add = [&](http::Method method, const char* pattern, auth::Permission may, auto page) {
        routes.push_back(
            {method, pattern, may, [services, page](const Request& r) { return page(services, r); }});
    };
    add(http::Method::get, "/phong-trao/dot-moi", kRun, show_new);
    add(http::Method::post, "/phong-trao/dot-moi", kRun, save_new);
    add(http::Method::get, "/phong-trao/dot/{id}", kRead, get_window);
    add(http::Method::post, "/phong-trao/dot/{id}/chi-tieu", kRun, save_quotas);
    routes.back().body_limit = 256 * 1024;
    add(http::Method::post, "/phong-trao/dot/{id}/thu-hoi", kRun, withdraw);
}

}  // namespace kheo::movement
