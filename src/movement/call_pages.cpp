// SPDX-License-Identifier: Apache-2.0
// Calls: a new one, its page with who has answered and who has not, reminders, the short link.
#include <map>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "movement/messages.gen.hpp"
#include "movement/pages.hpp"
#include "movement/paste.hpp"
#include "movement/rules.hpp"
#include "movement/views/call_form.view.hpp"
#include "movement/views/call_page.view.hpp"
#include "platform/document/qr.hpp"
#include "platform/view/draw.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::movement {

namespace {

using http::Request;
using http::Response;

constexpr int kMostDays = 200;
constexpr std::size_t kLongestMessage = 2000;

std::string href_of(std::string_view code) {
    return "/phong-trao/keu-goi/" + std::string(code);
}

WindowId asked_window(const Request& request) {
    return {parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
}

std::string asked_code(const Request& request) {
    return read_code(request.captures.get("code"));
}

/// Communes below a province, hamlets below a commune.
territory::Level level_below(const Asker& asker, UnitId unit) {
    const auto* found = asker.atlas.find(unit, asker.today);
    const bool commune = found && found->level >= territory::Level::commune;
    return commune ? territory::Level::hamlet : territory::Level::commune;
}

std::vector<UnitId> units_below(const Asker& asker, UnitId unit) {
    std::vector<UnitId> out;
    for (const auto* one : asker.atlas.list(level_below(asker, unit), asker.today, unit))
        out.push_back(one->id);
    return out;
}

void describe(const Asker& asker, const Window& window, CallForm& page) {
    page.window = window.id.value;
    page.window_title = window.title;
    page.unit = unit_name(asker, window.unit);
    page.below =
        level_below(asker, window.unit) == territory::Level::hamlet ? &msg::all_hamlets : &msg::all_communes;
    page.count = format_count(std::ssize(units_below(asker, window.unit)));
}

Result<Response> print(const Services& services, const Request& request, const CallForm& page) {
    return view::draw(request, services.site, views::call_form, page, page.error.fields.empty() ? 200 : 422);
}

/// The window, when the person runs it.
Result<Window> own_window(const Services& services, const Asker& asker, WindowId id) {
    auto window =
        TRY(services.database.read([&](db::Transaction& tx) { return open_window(tx, asker, id); }));
    if (!asker.may_run(window.unit)) return fail(ErrorKind::not_found, msg::not_there);
    return window;
}

Result<Response> show_new(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto window = TRY(own_window(services, asking.asker, asked_window(request)));
    CallForm page;
    describe(asking.asker, window, page);
    page.title = window.title;
    page.remind = {"5", "1"};
    page.request_key = view::new_request_key();
    return print(services, request, page);
}

CallForm typed_call(const http::Fields& form) {
    CallForm page;
    page.title = tidy(form.get("title"));
    page.message = trim(form.get("message"));
    std::erase(page.message, '\r');
    page.how = form.get("how");
    page.days = tidy(form.get("days"));
    page.day = form.get("day");
    page.scope = form.get("scope");
    page.units = form.get("units");
    page.request_key = form.get("request_key");
    for (const auto day : form.all("remind")) page.remind.emplace_back(day);
    return page;
}

std::vector<int> days_of(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ",") + word;
    return read_days(all);
}

void read_due(CallForm& page, NewCall& call, const workflow::WorkingCalendar& calendar, Date today) {
    if (page.how == "day") {
        const auto day = typed_day(page.day);
        if (!day || *day < today) return page.error.fields.push_back({"day", msg::due_wrong});
        const auto due = due_on(*day, calendar);
        call.due = due.day, call.due_reason = due.reason;
        return;
    }
    const auto days = parse_number<int>(page.days);
    if (!days || *days < 1 || *days > kMostDays)
        return page.error.fields.push_back({"days", msg::days_wrong});
    const auto due = due_after(*days, today, calendar);
    call.due = due.day, call.due_reason = due.reason;
}

void read_asked(CallForm& page, NewCall& call, const Asker& asker, UnitId within) {
    if (page.scope != "some") {
        call.units = units_below(asker, within);
    } else if (auto units = read_units(asker.atlas, page.units, within, asker.today)) {
        call.units = *std::move(units);
    } else {
        for (const auto& fault : units.error().fields) page.error.fields.push_back({"units", fault.message});
        return;
    }
    if (call.units.empty())
        page.error.fields.push_back({page.scope == "some" ? "units" : "scope", msg::nobody_asked});
}

Result<NewCall> read_call(const Services& services, const Asker& asker, const Window& window,
                          CallForm& page) {
    const auto calendar =
        TRY(services.database.read([](db::Transaction& tx) { return workflow::load_calendar(tx); }));
    NewCall call{page.title, page.message, {}, {}, {}, days_of(page.remind)};
    if (page.title.empty()) page.error.fields.push_back({"title", msg::title_missing});
    if (length(page.title) > 200) page.error.fields.push_back({"title", msg::too_long});
    if (length(page.message) > kLongestMessage) page.error.fields.push_back({"message", msg::too_long});
    read_due(page, call, calendar, asker.today);
    read_asked(page, call, asker, window.unit);
    return call;
}

Result<Response> save_new(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto window = TRY(own_window(services, asking.asker, asked_window(request)));
    auto page = typed_call(request.form);
    describe(asking.asker, window, page);
    const auto call = TRY(read_call(services, asking.asker, window, page));
    if (!page.error.fields.empty()) {
        page.error.message = msg::not_saved;
        return print(services, request, page);
    }
    const auto code = TRY(make_call(services, asking.asker, window.id, call, page.request_key));
    return Response::redirect(href_of(code) + "?xong=goi");
}

/// "22/11/2026: nhắc 3 đơn vị, gửi 2 thư", newest first.
std::vector<std::string> log_of(const std::vector<Reminder>& reminders, Language language) {
    struct Day {
        int units = 0, letters = 0;
        bool scheduled = false;
    };
    std::map<Date, Day, std::greater<>> days;
    for (const auto& reminder : reminders) {
        auto& day = days[reminder.day];
        ++day.units;
        day.letters += reminder.letter;
        day.scheduled |= reminder.scheduled;
    }
    std::vector<std::string> out;
    for (const auto& [day, done] : days)
        out.push_back(Sentence(done.scheduled ? msg::log_scheduled : msg::log_pressed,
                               {{"day", day.vietnamese()},
                                {"units", std::to_string(done.units)},
                                {"letters", std::to_string(done.letters)}})
                          .in(language));
    return out;
}

Sentence done_of(const Request& request) {
    if (request.query.get("xong") == "goi") return msg::done_call;
    if (request.query.get("xong") == "lich") return msg::done_schedule;
    if (request.query.get("xong") == "ket-thuc") return msg::done_call_closed;
    const auto units = request.query.find("nhac");
    if (!units) return {};
    const auto letters = request.query.get("thu");
    return Sentence(*units == "0"    ? msg::done_nobody
                    : letters == "0" ? msg::done_told
                                     : msg::done_reminded,
                    {{"units", std::string(*units)}, {"letters", std::string(letters)}});
}

std::string register_href(const Services& services, const Window& window) {
    return services.register_href + "?nam=" + std::to_string(window.campaign_year) +
           "&dot=" + std::to_string(window.id.value);
}

void fill_texts(CallPage& page, const Services& services, const Request& request) {
    const auto& opened = page.opened;
    page.link = short_link(site_of(services, request), opened.call.code);
    page.qr = view::Markup::trusted(document::qr_svg(page.link));
    std::vector<const AskedRow*> behind;
    std::int64_t to_remind = 0, silent = 0;
    for (const auto& row : opened.progress.rows) {
        if (row.answered()) continue;
        behind.push_back(&row);
        to_remind += !row.reminded_today && row.has_address;
        silent += !row.reminded_today && !row.has_address;
    }
    page.chat = ready_message(opened.call, behind, page.link);
    if (to_remind > 0) page.to_remind = format_count(to_remind);
    if (silent > 0) page.without_address = format_count(silent);
    page.bar = meter(opened.progress.answered, opened.progress.asked());
    page.cells = strip(request.language, opened.progress);
    page.percent = percent_of(opened.progress.answered, opened.progress.asked());
}

bool may_register(const Asker& asker, const OpenedCall& opened) {
    return std::ranges::any_of(opened.progress.rows, [&](const AskedRow& row) {
        return asker.may(auth::Permission::edit_registry, row.place.unit) ||
               asker.may(auth::Permission::propose, row.place.unit);
    });
}

Result<Response> show(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto& asker = asking.asker;
    auto page = TRY(services.database.read([&](db::Transaction& tx) -> Result<CallPage> {
        CallPage out;
        out.opened = TRY(open_call(tx, services, asker, asked_code(request)));
        const auto calendar = TRY(workflow::load_calendar(tx));
        out.tone = tone_of(out.opened.call, asker.today, calendar);
        if (out.opened.whole)
            out.log = log_of(TRY(store::reminders(tx, out.opened.call.id)), request.language);
        return out;
    }));
    page.unit = unit_name(asker, page.opened.call.unit);
    page.light = light_of(page.opened.call, asker.today);
    page.may_run = asker.may_run(page.opened.call.unit) && !page.opened.call.closed_on;
    page.may_register = may_register(asker, page.opened) && !page.opened.call.closed_on;
    page.register_href = register_href(services, page.opened.window);
    for (const int day : page.opened.call.remind_before) page.remind.push_back(std::to_string(day));
    page.done = done_of(request);
    fill_texts(page, services, request);
    return view::draw(request, services.site, views::call_page, page);
}

Result<Response> post_reminder(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto code = asked_code(request);
    const auto done = TRY(press_reminder(services, asking.asker, code, site_of(services, request),
                                         request.form.get("nhom").empty() ? Told::by_letter : Told::in_chat));
    return Response::redirect(href_of(code) + "?nhac=" + std::to_string(done.units) +
                              "&thu=" + std::to_string(done.letters));
}

Result<Response> post_schedule(const Services& services, const Request& request) {
    const Asking asking(services, request);
    std::vector<std::string> words;
    for (const auto day : request.form.all("remind")) words.emplace_back(day);
    TRY(schedule(services, asking.asker, asked_code(request), days_of(words)));
    return Response::redirect(href_of(asked_code(request)) + "?xong=lich");
}

Result<Response> post_end(const Services& services, const Request& request) {
    const Asking asking(services, request);
    TRY(close_call(services, asking.asker, asked_code(request)));
    return Response::redirect(href_of(asked_code(request)) + "?xong=ket-thuc");
}

/// Those of an asked unit go straight to the form, the others to the page of the call.
Result<Response> short_link_of(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto opened = TRY(services.database.read(
        [&](db::Transaction& tx) { return open_call(tx, services, asking.asker, asked_code(request)); }));
    const bool straight = !opened.whole && !opened.call.closed_on && may_register(asking.asker, opened);
    return Response::redirect(straight ? register_href(services, opened.window) : href_of(opened.call.code));
}

}  // namespace

void add_call_routes(std::vector<http::Route>& routes, const Services& services) {
    constexpr auto kRead = auth::Permission::read_registry, kRun = auth::Permission::run_movement;
    const auto add = [&](http::Method method, const char* pattern, auth::Permission may, auto page) {
        routes.push_back(
            {method, pattern, may, [services, page](const Request& r) { return page(services, r); }});
    };
    add(http::Method::get, "/phong-trao/dot/{id}/keu-goi", kRun, show_new);
    add(http::Method::post, "/phong-trao/dot/{id}/keu-goi", kRun, save_new);
    routes.back().body_limit = 256 * 1024;
    add(http::Method::get, "/phong-trao/keu-goi/{code}", kRead, show);
    add(http::Method::post, "/phong-trao/keu-goi/{code}/nhac", kRun, post_reminder);
    add(http::Method::post, "/phong-trao/keu-goi/{code}/lich", kRun, post_schedule);
    add(http::Method::post, "/phong-trao/keu-goi/{code}/ket-thuc", kRun, post_end);
    add(http::Method::get, "/k/{code}", kRead, short_link_of);
}

}  // namespace kheo::movement
