// SPDX-License-Identifier: Apache-2.0
#include "@slice@/@page@.hpp"

#include "@slice@/messages.gen.hpp"
#include "@slice@/views/@page@.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::@slice@ {

namespace {

Result<http::Response> show(const Services& services, const http::Request& request) {
    const @Page@ page{.text = "…"};
    return view::draw(request, services.site, views::@page@, page);
}

}  // namespace

http::Route @page@_route(const Services& services) {
    // Deny by default: name the permission that fits once it is decided who may.
    return {http::Method::get, "@address@", auth::Permission::administer,
            [services](const http::Request& request) { return show(services, request); }};
}

}  // namespace kheo::@slice@
