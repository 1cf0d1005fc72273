// SPDX-License-Identifier: Apache-2.0
// The working-day calendar: a year drawn, its days with their sources, a day entered or taken away.
#include <charconv>

#include "office/calendar.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/views.hpp"
#include "office/views/calendar_page.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

constexpr std::string_view kPage = "/quan-tri/lich-lam-viec";

std::string page_of(int year) {
    return std::string(kPage) + "?nam=" + std::to_string(year);
}

int asked_year(const http::Request& request, Date today) {
    const auto text = request.query.get("nam");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    const bool sound =
        error == std::errc() && end == text.data() + text.size() && year >= 1990 && year <= 2100;
    return sound ? year : today.year();
}

Result<> fill(CalendarPage& page, const Parts& parts, Date today) {
    return parts.database.read([&](db::Transaction& tx) -> Result<> {
        page.rows = TRY(workflow::calendar_rows(tx, page.year));
        page.months = months_of(page.year, TRY(workflow::load_calendar(tx)));
        auto years = TRY(workflow::calendar_years(tx));
        for (const int more : {today.year(), today.year() + 1, page.year})
            if (std::ranges::find(years, more) == years.end()) years.push_back(more);
        std::ranges::sort(years);
        for (const int year : years)
            page.years.push_back({std::to_string(year), page_of(year), year == page.year});
        return {};
    });
}

Result<http::Response> show(const Parts& parts, const http::Request& request, CalendarPage page) {
    const auto today = parts.clock.today();
    page.may_change = may_change_calendar(request.who, today);
    TRY(fill(page, parts, today));
    return view::draw(request, parts.site, views::calendar_page, page,
                      page.error.message.empty() ? 200 : 422);
}

const Message* done_message(std::string_view word) {
    if (word == "ghi") return &msg::calendar_entered;
    if (word == "bo") return &msg::calendar_removed;
    return nullptr;
}

Result<http::Response> get_calendar(const Parts& parts, const http::Request& request) {
    CalendarPage page;
    page.year = asked_year(request, parts.clock.today());
    page.done = done_message(request.query.get("xong"));
    return show(parts, request, std::move(page));
}

Result<> allow(const Parts& parts, const http::Request& request) {
    if (may_change_calendar(request.who, parts.clock.today())) return {};
    return fail(ErrorKind::forbidden, msg::calendar_forbidden);
}

Result<http::Response> post_day(const Parts& parts, const http::Request& request) {
    TRY(allow(parts, request));
    const auto& form = request.form;
    DayInput typed{std::string(form.get("day")), std::string(form.get("kind")), std::string(form.get("name")),
                   std::string(form.get("basis")), form.find("verified").has_value()};
    const auto row = read_day(typed);
    if (!row) {
        CalendarPage page;
        page.year = asked_year(request, parts.clock.today());
        page.typed = std::move(typed);
        page.error = row.error();
        return show(parts, request, std::move(page));
    }
    TRY(parts.database.write([&](db::Transaction& tx) {
        return workflow::put_day(tx, *row, request.who.user, parts.clock.now());
    }));
    return http::Response::redirect(page_of(row->special.day.year()) + "&xong=ghi");
}

Result<http::Response> post_removal(const Parts& parts, const http::Request& request) {
    TRY(allow(parts, request));
    const auto day = Date::parse_iso(request.captures.get("day"));
    if (!day) return fail(ErrorKind::not_found, msg::calendar_day_wrong);
    TRY(parts.database.write([&](db::Transaction& tx) {
        return workflow::remove_day(tx, *day, request.who.user, parts.clock.now());
    }));
    return http::Response::redirect(page_of(day->year()) + "&xong=bo");
}

using PageFunction = Result<http::Response> (*)(const Parts&, const http::Request&);

}  // namespace

void add_calendar_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, std::string pattern, PageFunction page) {
        routes.push_back({method, std::move(pattern), auth::Permission::administer,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          16 * 1024});
    };
    add(http::Method::get, std::string(kPage), get_calendar);
    add(http::Method::post, std::string(kPage), post_day);
    add(http::Method::post, std::string(kPage) + "/{day}/bo", post_removal);
}

}  // namespace kheo::office
