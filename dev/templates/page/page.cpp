// SPDX-License-Identifier: Apache-2.0
#include "@slice@/@page@.hpp"

#include "@slice@/messages.gen.hpp"
#include "@slice@/views/@page@.view.hpp"
#include "platform/view/layout.hpp"

namespace kheo::@slice@ {

namespace {

Result<http::Response> show(const Services& services, const http::Request& request) {
    const @Page@ page{.text = "…"};
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::@page@(out, shell, page);
    return view::respond(out);
}

}  // namespace

http::Route @page@_route(const Services& services) {
    // Deny by default: name the permission that fits once it is decided who may.
    return {http::Method::get, "@address@", auth::Permission::administer,
            [services](const http::Request& request) { return show(services, request); }};
}

}  // namespace kheo::@slice@
