// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "guide/guide.hpp"
#include "guide/messages.gen.hpp"
#include "guide/views.hpp"
#include "guide/views/guide_page.view.hpp"
#include "guide/views/guides_page.view.hpp"
#include "platform/view/layout.hpp"

namespace kheo::guide {

namespace {

using auth::Role;

bool at_province(const auth::Grant& grant, const territory::Atlas& atlas, Date today) {
    if (!grant.unit) return true;
    const auto* unit = atlas.find(grant.unit, today);
    return unit && unit->level == territory::Level::province;
}

/// Of several grants the one with the most work in it decides: content before accounts, the province before
/// the commune, a team only when nothing else is there.
std::string_view guide_for(const auth::Principal& who, const territory::Atlas& atlas, Date today) {
    bool team = false, administrator = false, commune = false;
    for (const auto& grant : who.grants) {
        if (!grant.valid_on(today)) continue;
        if (grant.role == Role::team)
            team = true;
        else if (grant.role == Role::administrator)
            administrator = true;
        else if (at_province(grant, atlas, today))
            return "tinh";
        else
            commune = true;
    }
    return commune ? "xa" : team ? "to-dan-van" : administrator ? "quan-tri" : "xa";
}

std::string_view own_guide(const Services& services, const http::Request& request) {
    return guide_for(request.who, *services.atlas(), services.clock.today());
}

Result<http::Response> show_guides(const Services& services, const http::Request& request) {
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::guides_page(out, shell, {&guides(), own_guide(services, request)});
    return view::respond(out);
}

Result<http::Response> show_guide(const Services& services, const http::Request& request) {
    const auto* guide = find_guide(request.captures.get("code"));
    if (!guide) return fail(ErrorKind::not_found, msg::unknown);
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::guide_page(out, shell, {guide, view::Markup::trusted(html_of(*guide))});
    return view::respond(out);
}

Result<http::Response> lead_to_section(const Services& services, const http::Request& request) {
    return http::Response::redirect(answer(own_guide(services, request), request.query.get("la")));
}

}  // namespace

std::vector<http::Route> routes(Services services) {
    using http::Method;
    const auto page = [services](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    return {
        {Method::get, "/huong-dan", auth::Permission::signed_in, page(show_guides)},
        {Method::get, "/huong-dan/trang", auth::Permission::signed_in, page(lead_to_section)},
        {Method::get, "/huong-dan/{code}", auth::Permission::signed_in, page(show_guide)},
    };
}

}  // namespace kheo::guide
