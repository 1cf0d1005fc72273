// SPDX-License-Identifier: Apache-2.0
// "Xác thực hai bước" of one's own account, and one's own sessions. Recovery codes are shown by the answer to
// the form that made them and by no other page.
#include "office/factor_service.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/views.hpp"
#include "office/views/factor_page.view.hpp"
#include "platform/auth/totp.hpp"
#include "platform/document/qr.hpp"
#include "platform/view/layout.hpp"

namespace kheo::office {

namespace {

constexpr auto kPage = "/tai-khoan/hai-buoc";

std::string session_of(const http::Request& request) {
    return std::string(request.cookies.get(auth::kSessionCookie));
}

FactorInput typed_in(const http::Request& request) {
    return {std::string(request.form.get("present")), std::string(request.form.get("code")),
            std::string(request.form.get("sealed")), session_of(request),
            std::string(request.form.get("old_code"))};
}

/// The secret of the form that came back, so that what was scanned stays right; else a new one.
Result<auth::OfferedSecret> offer(const Parts& parts, const http::Request& request) {
    const auto& key = parts.sessions.factor_key();
    std::string sealed(request.form.get("sealed"));
    if (!sealed.empty()) {
        auto secret = auth::offered_secret(key, request.who.user, sealed, parts.clock.now());
        if (secret) return auth::OfferedSecret{*std::move(secret), std::move(sealed)};
    }
    return auth::offer_secret(key, request.who.user, parts.clock.now());
}

/// What an app needs: as a picture and as letters. Without the key of this machine there is only a sentence.
void add_offer(const Parts& parts, const http::Request& request, FactorPage& page) {
    const auto offered = offer(parts, request);
    if (!offered) {
        page.impossible = offered.error().message;
        return;
    }
    page.sealed = offered->sealed;
    page.letters = auth::in_fours(auth::base32(offered->secret));
    page.qr = view::Markup::trusted(
        document::qr_svg(auth::otpauth_address(parts.site.name, request.who.name, offered->secret)));
}

Result<http::Response> show(const Parts& parts, const http::Request& request, FactorPage page) {
    const auto own = TRY(own_factor(parts, request.who));
    page.on = own.state.on;
    page.required = own.required;
    page.codes_left = own.state.codes_left;
    if (own.state.on) page.since = format_moment(own.state.since);
    if (own.state.reset_at) page.reset_at = format_moment(*own.state.reset_at);
    page.replacing = page.on && page.codes.empty() &&
                     (request.query.get("doi") == "dien-thoai" || request.form.find("replacing"));
    if (!page.on || page.replacing) add_offer(parts, request, page);
    const auto shell = view::make_shell(request, parts.site);
    view::Html out(shell.language);
    views::factor_page(out, shell, page);
    const int status = page.error.message.empty() ? 200 : page.error.code == "wait" ? 429 : 422;
    auto response = view::respond(out, status);
    response.set("Cache-Control", "no-store");
    return response;
}

Result<http::Response> get_page(const Parts& parts, const http::Request& request) {
    FactorPage page;
    if (request.query.get("xong") == "tat") page.done = &msg::factor_is_off;
    return show(parts, request, std::move(page));
}

/// The codes, or the page again with what was wrong.
Result<http::Response> answer(const Parts& parts, const http::Request& request,
                              Result<std::vector<std::string>> codes, const Message& done) {
    FactorPage page;
    if (!codes && codes.error().kind != ErrorKind::invalid) return fail(codes.error());
    if (codes) {
        page.codes = *std::move(codes);
        page.done = &done;
    } else {
        page.error = codes.error();
    }
    return show(parts, request, std::move(page));
}

Result<http::Response> post_on(const Parts& parts, const http::Request& request) {
    return answer(parts, request, set_up_factor(parts, request.who, typed_in(request)), msg::factor_is_on);
}

Result<http::Response> post_codes(const Parts& parts, const http::Request& request) {
    return answer(parts, request, remake_codes(parts, request.who, typed_in(request)),
                  msg::factor_codes_made);
}

Result<http::Response> post_off(const Parts& parts, const http::Request& request) {
    const auto off = switch_factor_off(parts, request.who, typed_in(request));
    if (off) return http::Response::redirect(std::string(kPage) + "?xong=tat");
    if (off.error().kind != ErrorKind::invalid) return fail(off.error());
    FactorPage page;
    page.error = off.error();
    return show(parts, request, std::move(page));
}

Result<http::Response> post_known(const Parts& parts, const http::Request& request) {
    TRY(acknowledge_reset(parts, request.who));
    return http::Response::redirect(kPage);
}

Result<http::Response> post_session(const Parts& parts, const http::Request& request) {
    TRY(end_own_session(parts, request.who, request.form.get("phien"), session_of(request)));
    return http::Response::redirect("/tai-khoan#phien");
}

}  // namespace

void add_factor_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, std::string pattern, auto page) {
        routes.push_back({method, std::move(pattern), auth::Permission::signed_in,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          16 * 1024});
    };
    using http::Method;
    add(Method::get, kPage, get_page);
    add(Method::post, "/tai-khoan/hai-buoc/bat", post_on);
    add(Method::post, "/tai-khoan/hai-buoc/ma-du-phong", post_codes);
    add(Method::post, "/tai-khoan/hai-buoc/tat", post_off);
    add(Method::post, "/tai-khoan/hai-buoc/da-biet", post_known);
    add(Method::post, "/tai-khoan/phien", post_session);
}

}  // namespace kheo::office
