// SPDX-License-Identifier: Apache-2.0
// The table of routes of @slice@.
#include "@slice@/@slice@.hpp"
#include "@slice@/service.hpp"
#include "@slice@/store.hpp"
#include "@slice@/views.hpp"
#include "@slice@/views/list_page.view.hpp"
#include "base/text.hpp"
#include "platform/view/draw.hpp"

namespace kheo::@slice@ {

namespace {

using http::Request;
using http::Response;

constexpr int kMostRows = 100;

Result<Response> print(const Services& services, const Request& request, ListPage page) {
    page.rows = TRY(services.database.read([](db::Transaction& tx) { return store::list(tx, kMostRows); }));
    page.request_key = view::new_request_key();
    return view::draw(request, services.site, views::list_page, page, page.error ? 422 : 200);
}

Result<Response> show(const Services& services, const Request& request) {
    ListPage page;
    page.saved = request.query.find("da_luu").has_value();
    return print(services, request, std::move(page));
}

Result<Response> add(const Services& services, const Request& request) {
    const New@Record@ record{tidy(request.form.get("ten")), std::string(request.form.get("request_key"))};
    const auto added = add_@record@(services, request.who.user, record);
    if (added) return Response::redirect("@address@?da_luu=1");
    if (added.error().kind != ErrorKind::invalid) return std::unexpected<Error>(added.error());
    ListPage page;
    page.title = record.title;
    page.error = added.error();
    return print(services, request, std::move(page));
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    // Deny by default: name the permission that fits once it is decided who may.
    constexpr auto kMay = auth::Permission::administer;
    return {{http::Method::get, "@address@", kMay, [services](const Request& r) { return show(services, r); }},
            {http::Method::post, "@address@", kMay, [services](const Request& r) { return add(services, r); }}};
}

}  // namespace kheo::@slice@
