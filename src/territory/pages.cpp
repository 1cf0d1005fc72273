// SPDX-License-Identifier: Apache-2.0
#include "territory/pages.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/view/draw.hpp"
#include "territory/messages.gen.hpp"
#include "territory/unit_pages.hpp"
#include "territory/views/unit_page.view.hpp"
#include "territory/views/units_page.view.hpp"

namespace kheo::territory {

namespace {

/// The date of the form; today when none is given; nullopt when nobody understands it.
std::optional<Date> asked_date(const http::Request& request, Date today) {
    const auto text = trim(request.query.get("ngay"));
    return text.empty() ? today : typed_day(text);
}

Result<http::Response> show_units(const Services& services, const http::Request& request) {
    const auto today = services.clock.today();
    const auto date = asked_date(request, today);
    const auto atlas = services.atlas();
    auto page = build_units_page(*atlas, date.value_or(today), request.query.get("tim"), request.language);
    if (!date) {
        page.date = request.query.get("ngay");
        page.problem = msg::page_bad_date.in(request.language);
    }
    return view::draw(request, services.site, views::units_page, page, date ? 200 : 422);
}

UnitId captured_unit(const http::Request& request) {
    return UnitId{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
}

Result<http::Response> show_unit(const Services& services, const http::Request& request) {
    const auto atlas = services.atlas();
    const auto unit = captured_unit(request);
    const auto today = services.clock.today();
    const auto date = asked_date(request, today).value_or(today);
    if (!unit || !atlas->find(unit, date)) return fail(ErrorKind::not_found, msg::no_such_unit);
    const auto clauses =
        TRY(services.database.read([&](db::Transaction& tx) { return store::clauses_of(tx, unit); }));
    const auto page = build_unit_page(*atlas, unit, date, clauses, request.language);
    return view::draw(request, services.site, views::unit_page, page);
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    using http::Method;
    return {
        {Method::get, "/don-vi", auth::Permission::signed_in,
         [services](const http::Request& r) { return show_units(services, r); }},
        {Method::get, "/don-vi/{id}", auth::Permission::signed_in,
         [services](const http::Request& r) { return show_unit(services, r); }},
    };
}

}  // namespace kheo::territory
