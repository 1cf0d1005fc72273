// SPDX-License-Identifier: Apache-2.0
// "Xem như": begun from an account's page, left by the button of the banner that stands on every page.
#include <algorithm>

#include "base/number.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/viewing_service.hpp"
#include "office/views/viewing_banner.view.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/auth/token.hpp"

namespace kheo::office {

namespace {

constexpr std::string_view kLeave = "/xem-nhu/thoi";
constexpr std::string_view kSignOut = "/dang-xuat";

std::string_view session_of(const http::Request& request) {
    return request.cookies.get(auth::kSessionCookie);
}

Result<http::Response> post_leave(const Parts& parts, const http::Request& request) {
    const auto back = auth::looks_on(request.who)
                          ? "/quan-tri/tai-khoan/" + std::to_string(auth::whose_work(request.who).value)
                          : std::string("/ban-lam-viec");
    TRY(end_viewing(parts, session_of(request)));
    return http::Response::redirect(back);
}

/// Behind the link that jumps over the menu, which stays the first thing of a page; at the head of the body
/// where there is none.
std::size_t place_of_banner(std::string_view html) {
    const auto body = html.find("<body");
    if (body == std::string_view::npos) return body;
    const auto begin = html.find('>', body) + 1;
    const auto skip = html.find("class=\"skip\"", begin);
    if (skip == std::string_view::npos || skip > begin + 100) return begin;
    return html.find("</a>", skip) + 4;
}

}  // namespace

Result<http::Response> post_viewing(const Parts& parts, const http::Request& request, auth::UserId account) {
    TRY(begin_viewing(parts, request.who, account, session_of(request), request.form.get("viewing_reason"),
                      request.form.get("request_key")));
    return http::Response::redirect("/ban-lam-viec");
}

Result<std::optional<http::Response>> hold_viewing(const Parts& parts, const http::Request& request) {
    if (request.method == http::Method::post) {
        if (request.route == kLeave || request.route == kSignOut) return std::nullopt;
        return fail(ErrorKind::forbidden, msg::viewing_read_only);
    }
    if (std::ranges::find(parts.viewable, request.route) != parts.viewable.end()) return std::nullopt;
    return fail(ErrorKind::forbidden, msg::viewing_not_shown);
}

void add_banner(const Parts& parts, const http::Request& request, http::Response& response) {
    if (!auth::looks_on(request.who) || !response.borrowed.empty() ||
        !response.content_type.starts_with("text/html"))
        return;
    const auto at = place_of_banner(response.body);
    if (at == std::string::npos) return;
    // without the database, or over meanwhile: whose view it was stands there all the same
    const auto viewing =
        parts.database
            .read([&](db::Transaction& tx) {
                return auth::viewing_of_session(tx, auth::token_hash(session_of(request)), parts.clock.now());
            })
            .value_or(std::nullopt);
    const auto shell = view::make_shell(request, parts.site);
    view::Html banner(shell.language);
    views::viewing_banner(banner, shell,
                          {request.who.display_name, viewing ? format_moment(viewing->ends_at) : ""});
    response.body.insert(at, banner.take());
}

void add_viewing_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    routes.push_back({http::Method::post, std::string(kLeave), auth::Permission::signed_in,
                      [parts](const http::Request& request) { return post_leave(*parts, request); },
                      4 * 1024});
}

}  // namespace kheo::office
