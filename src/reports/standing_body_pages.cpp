// SPDX-License-Identifier: Apache-2.0
// Which body runs the movement in a unit is a decision with a date and a basis, entered by an administrator.
#include <algorithm>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/bodies.hpp"
#include "platform/view/draw.hpp"
#include "reports/desk.hpp"
#include "reports/messages.gen.hpp"
#include "reports/store.hpp"
#include "reports/views/standing_body.view.hpp"

namespace kheo::reports {

namespace {

using http::Request;
using http::Response;

Result<Response> print(const Services& services, const Request& request, const StandingBodyPage& page) {
    return view::draw(request, services.site, views::standing_body, page, page.error ? 422 : 200);
}

Result<std::vector<view::Option>> body_choices(const Services& services, Date on) {
    const auto bodies =
        TRY(services.database.read([&](db::Transaction& tx) { return store::bodies(tx, "", on); }));
    std::vector<view::Option> out;
    for (const auto& body : bodies)
        if (std::ranges::find(out, body.code, &view::Option::value) == out.end())
            out.push_back({body.code, body.title});
    return out;
}

Result<Response> show(const Services& services, const Request& request) {
    const auto today = services.clock.today();
    StandingBodyPage page;
    page.request_key = view::new_request_key();
    page.from = today.iso();
    page.bodies = TRY(body_choices(services, today));
    page.saved = request.query.find("da_luu").has_value();
    return print(services, request, page);
}

/// The unit on today's map, within the administrator's grant; unknown and foreign look the same.
std::optional<territory::Unit> find_unit(const Request& request, const std::string& text,
                                         const territory::Atlas& atlas, Date today) {
    auto found = territory::typed_unit(atlas, text, today).unit;
    if (found && territory::may_over(atlas, request.who, auth::Permission::administer, found->id, today))
        return found;
    return std::nullopt;
}

/// All errors at once; the row that would be saved when there are none.
Result<std::optional<bodies::NewStandingBody>> check(const Services& services,
                                                     const std::optional<territory::Unit>& unit,
                                                     StandingBodyPage& page, Date today) {
    Error errors;
    errors.kind = ErrorKind::invalid;
    const auto from = typed_day(page.from);
    if (!unit)
        errors.fields.push_back(
            {"don_vi", Sentence(msg::unit_unknown, {{"text", page.unit}, {"date", today.vietnamese()}})});
    if (!from) errors.fields.push_back({"tu_ngay", msg::from_invalid});
    if (page.basis.empty()) errors.fields.push_back({"can_cu", msg::basis_missing});
    if (unit && from) {
        const auto known = TRY(services.database.read(
            [&](db::Transaction& tx) { return store::body(tx, page.body, store::level_of(&*unit), *from); }));
        if (!known)
            errors.fields.push_back({"co_quan", Sentence(msg::body_not_here, {{"unit", unit->full_name}})});
    }
    if (!errors.fields.empty()) {
        page.error = std::move(errors);
        return std::nullopt;
    }
    return bodies::NewStandingBody{unit->id,   store::level_of(&*unit), page.body, *from,
                                   page.basis, page.request_key};
}

Result<> write(const Services& services, const Request& request, const bodies::NewStandingBody& row) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(bodies::set_standing_body(tx, row, request.who.user, services.clock.now()));
        return {};
    });
}

Result<Response> save(const Services& services, const Request& request) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    StandingBodyPage page;
    page.request_key = request.form.get("request_key");
    page.unit = tidy(request.form.get("don_vi"));
    page.body = request.form.get("co_quan");
    page.from = request.form.get("tu_ngay");
    page.basis = tidy(request.form.get("can_cu"));
    page.bodies = TRY(body_choices(services, today));
    const auto unit = find_unit(request, page.unit, *atlas, today);
    const auto row = TRY(check(services, unit, page, today));
    if (!row) return print(services, request, page);
    TRY(write(services, request, *row));
    return Response::redirect("/bao-cao/co-quan?da_luu=1");
}

}  // namespace

std::vector<http::Route> standing_body_routes(const Services& services) {
    constexpr auto kMay = auth::Permission::administer;
    return {{http::Method::get, "/bao-cao/co-quan", kMay,
             [services](const Request& r) { return show(services, r); }},
            {http::Method::post, "/bao-cao/co-quan", kMay,
             [services](const Request& r) { return save(services, r); }}};
}

}  // namespace kheo::reports
