// SPDX-License-Identifier: Apache-2.0
// From a request to its Shell, and the address that keeps a reader's choice of theme and font size.
#include "platform/view/layout.hpp"
#include "platform/view/shell.hpp"

namespace kheo::view {

namespace {

constexpr std::string_view kThemeCookie = "kheo_mau";
constexpr std::string_view kFontCookie = "kheo_co";

Theme theme_of(std::string_view word) {
    return word == "toi" ? Theme::dark : word == "sang" ? Theme::light : Theme::automatic;
}

FontSize font_size_of(std::string_view word) {
    return word == "lon" ? FontSize::large : word == "rat-lon" ? FontSize::larger : FontSize::normal;
}

std::vector<const NavItem*> visible(const std::vector<NavItem>& items, const auth::Principal& who,
                                    Date today) {
    std::vector<const NavItem*> out;
    for (const auto& item : items)
        if (item.permission == auth::Permission::everyone || who.may(item.permission, today))
            out.push_back(&item);
    return out;
}

std::string query_of(std::string_view target) {
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string() : std::string(target.substr(mark + 1));
}

std::string cookie(std::string_view name, std::string_view value) {
    return std::string(name) + '=' + std::string(value) + "; Path=/; Max-Age=31536000; SameSite=Lax";
}

Result<http::Response> set_appearance(const http::Request& request) {
    const auto back = request.query.get("ve");
    auto response =
        http::Response::redirect(back.starts_with('/') && is_safe_url(back) ? std::string(back) : "/");
    if (const auto theme = request.query.get("mau"); theme == "toi" || theme == "sang" || theme == "tu-dong")
        response.set("Set-Cookie", cookie(kThemeCookie, theme));
    if (const auto size = request.query.get("co"); size == "vua" || size == "lon" || size == "rat-lon")
        response.set("Set-Cookie", cookie(kFontCookie, size));
    return response;
}

}  // namespace

Shell make_shell(const http::Request& request, const Site& site) {
    const Date today = site.clock ? site.clock->today() : SystemClock().today();
    Shell shell;
    shell.site = &site;
    shell.language = request.language;
    shell.theme = theme_of(request.cookies.get(kThemeCookie));
    shell.font_size = font_size_of(request.cookies.get(kFontCookie));
    shell.path = request.path;
    shell.query = request.method == http::Method::post ? std::string() : query_of(request.target);
    shell.csrf = request.who.csrf;
    if (request.who.signed_in()) shell.person = request.who.display_name;
    if (request.who.signed_in() && site.unit_of) shell.unit = site.unit_of(request.who);
    shell.public_nav = visible(site.public_nav, request.who, today);
    shell.workspace_nav = visible(site.workspace_nav, request.who, today);
    shell.account_nav = visible(site.account_nav, request.who, today);
    return shell;
}

std::vector<std::string> appearance_cookies() {
    return {std::string(kThemeCookie), std::string(kFontCookie)};
}

http::Route appearance_route() {
    return {http::Method::get, "/giao-dien", auth::Permission::everyone, set_appearance};
}

http::Response respond(Html& page, int status) {
    return http::Response::html(page.take(), status);
}

}  // namespace kheo::view
