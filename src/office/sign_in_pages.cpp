// SPDX-License-Identifier: Apache-2.0
// Sign in, sign out, and the way of a form through an ended session.
#include <algorithm>
#include <array>

#include "office/device.hpp"
#include "office/factor_service.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/views.hpp"
#include "office/views/resend_page.view.hpp"
#include "office/views/sign_in_page.view.hpp"
#include "platform/http/address.hpp"
#include "platform/http/encoding.hpp"
#include "platform/view/layout.hpp"

namespace kheo::office {

namespace {

constexpr std::string_view kSignIn = "/dang-nhap", kSecondStep = "/dang-nhap/ma-xac-nhan";
constexpr auto kDesk = "/ban-lam-viec";
constexpr std::string_view kChanged = "1", kUnsure = "chua-ro";  // ?doi=: PasswordNews
constexpr std::size_t kCarriedLimit = 1024 * 1024;
constexpr auto kPasswordFields =
    std::to_array<std::string_view>({"mat_khau", "present", "wanted", "code", "old_code", "sealed", "pin"});

std::string as_cookie(std::string_view text) {
    return std::string(text);
}

http::Response show_sign_in(const Parts& parts, const http::Request& request, const SignInPage& page,
                            int status) {
    return draw_for_visitor(
        parts, request,
        [&](view::Html& out, const view::Shell& shell) { views::sign_in_page(out, shell, page); }, status);
}

std::string safe_target(std::string_view target) {
    return http::is_local_target(target) ? std::string(target) : std::string();
}

SignInPage typed_page(const http::Request& request) {
    SignInPage page;
    page.name = request.form.get("ten");
    page.private_device = request.form.find("may_rieng").has_value();
    page.back = safe_target(request.form.get("tiep"));
    page.carried_target = safe_target(request.form.get("carried_target"));
    page.carried_form = request.form.get("carried_form");
    page.lost_files = request.form.find("lost_files").has_value();
    page.asks_code = request.path == kSecondStep;
    page.asks_recovery = request.form.find("du_phong").has_value();
    return page;
}

/// "mobilisation_team", "k3f9x2": what a form carries for the program.
bool is_code(std::string_view value) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto part = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return std::ranges::any_of(value, small) && std::ranges::all_of(value, part);
}

/// Shows a form that waited for the new session; it is sent again by a click, never by itself.
http::Response show_resend(const Parts& parts, const http::Request& request, const SignInPage& carried,
                           std::string csrf) {
    ResendPage page{carried.carried_target, {}, carried.lost_files};
    if (const auto fields = http::parse_query(carried.carried_form)) page.fields = fields->pairs();
    std::erase_if(page.fields, [](const auto& field) { return field.first == "_csrf"; });
    auto shell = view::make_shell(request, parts.site);
    shell.csrf = std::move(csrf);
    view::Html out(shell.language);
    views::resend_page(out, shell, page);
    return view::respond(out);
}

Result<http::Response> get_sign_in(const Parts& parts, const http::Request& request) {
    const auto back = safe_target(request.query.get("tiep"));
    if (request.who.signed_in()) return http::Response::redirect(back.empty() ? kDesk : back);
    SignInPage page;
    page.back = back;
    if (!back.empty() && back != kDesk) page.notice = &msg::need_sign_in;
    const auto news = request.query.get("doi");
    if (news == kChanged) page.notice = &msg::changed_sign_in;
    if (news == kUnsure) page.notice = &msg::perhaps_changed_sign_in;
    return show_sign_in(parts, request, page, 200);
}

void set_session(const http::Request& request, const auth::SignedIn& signed_in, http::Response& response) {
    response.set_cookie(
        {as_cookie(auth::kSessionCookie), signed_in.token, signed_in.max_age, request.secure});
    if (!signed_in.marks.empty())  // survives signing out
        response.set_cookie(
            {as_cookie(auth::kDeviceCookie), signed_in.marks, auth::kDeviceCookieAge, request.secure});
    response.set_cookie({as_cookie(auth::kVisitCookie), "", 0, request.secure});
    if (!request.cookies.get(auth::kHalfCookie).empty())
        response.set_cookie({as_cookie(auth::kHalfCookie), "", 0, request.secure});
}

std::string device_of(const http::Request& request) {
    return device_words(request.headers.get("user-agent"));
}

/// Where who is signed in comes first. A form that waited comes before everything; what holds him up holds
/// its sending up, too.
Result<http::Response> arrive(const Parts& parts, const http::Request& request, const SignInPage& page,
                              const auth::SignedIn& signed_in) {
    http::Response response;
    if (!page.carried_target.empty()) {
        auto as_signed_in = request;
        as_signed_in.who = TRY(parts.sessions.principal(signed_in.token, {}));
        response = show_resend(parts, as_signed_in, page, as_signed_in.who.csrf);
    } else if (signed_in.must_change) {
        response = http::Response::redirect("/tai-khoan?doi=1");
    } else if (signed_in.must_set_factor || signed_in.factor_was_reset) {
        response = http::Response::redirect("/tai-khoan/hai-buoc");
    } else {
        response = http::Response::redirect(page.back.empty() ? kDesk : page.back);
    }
    set_session(request, signed_in, response);
    return response;
}

/// The page that asks for a code, by the answer to the password: what is carried goes along.
http::Response ask_code(const Parts& parts, const http::Request& request, SignInPage page,
                        const auth::SignedIn& half) {
    page.asks_code = true;
    auto response = show_sign_in(parts, request, page, 200);
    response.set_cookie({as_cookie(auth::kHalfCookie), half.token, half.max_age, request.secure});
    return response;
}

Result<http::Response> try_sign_in(const Parts& parts, const http::Request& request, SignInPage page,
                                   std::string password) {
    auto signed_in =
        parts.sessions.sign_in({.name = page.name,
                                .password = std::move(password),
                                .address = http::address_group(request.remote),
                                .private_device = page.private_device,
                                .old_token = std::string(request.cookies.get(auth::kSessionCookie)),
                                .device = device_of(request),
                                .marks = std::string(request.cookies.get(auth::kDeviceCookie))});
    if (!signed_in) {
        if (signed_in.error().kind != ErrorKind::invalid) return fail(signed_in.error());
        page.error = signed_in.error();
        return show_sign_in(parts, request, page, page.error.code == "wait" ? 429 : 422);
    }
    if (signed_in->code_needed) return ask_code(parts, request, std::move(page), *signed_in);
    return arrive(parts, request, page, *signed_in);
}

Result<http::Response> post_sign_in(const Parts& parts, const http::Request& request) {
    return try_sign_in(parts, request, typed_page(request), std::string(request.form.get("mat_khau")));
}

/// Reloaded, or opened by hand.
Result<http::Response> get_second_step(const Parts& parts, const http::Request& request) {
    if (request.who.signed_in()) return http::Response::redirect(kDesk);
    SignInPage page;
    page.asks_code = TRY(parts.sessions.awaits_code(request.cookies.get(auth::kHalfCookie)));
    return show_sign_in(parts, request, page, 200);
}

http::Response refuse_code(const Parts& parts, const http::Request& request, SignInPage page, Error error) {
    page.asks_code = error.code != auth::kHalfEnded;
    const int status = error.kind != ErrorKind::invalid ? 503 : error.code == "wait" ? 429 : 422;
    page.error = std::move(error);
    auto response = show_sign_in(parts, request, page, status);
    if (!page.asks_code) response.set_cookie({as_cookie(auth::kHalfCookie), "", 0, request.secure});
    return response;
}

Result<http::Response> post_second_step(const Parts& parts, const http::Request& request) {
    const auto page = typed_page(request);
    if (page.asks_recovery && request.form.get("code").empty())  // "I cannot open the app": the other field
        return show_sign_in(parts, request, page, 200);
    auth::SecondStep attempt{std::string(request.cookies.get(auth::kHalfCookie)),
                             std::string(request.form.get("code")), http::address_group(request.remote)};
    attempt.old_token = request.cookies.get(auth::kSessionCookie);
    attempt.device = device_of(request);
    attempt.marks = request.cookies.get(auth::kDeviceCookie);
    const auto at = parts.clock.now();
    attempt.recovery_code_used = [at](db::Transaction& tx, auth::UserId user) {
        return enter_recovery_code_used(tx, user, at);
    };
    const auto signed_in = parts.sessions.second_step(attempt);
    if (signed_in) return arrive(parts, request, page, *signed_in);
    const auto kind = signed_in.error().kind;
    if (kind != ErrorKind::invalid && kind != ErrorKind::environment) return fail(signed_in.error());
    return refuse_code(parts, request, page, signed_in.error());
}

Result<http::Response> post_sign_out(const Parts& parts, const http::Request& request) {
    TRY(parts.sessions.sign_out(request.cookies.get(auth::kSessionCookie)));
    auto response = http::Response::redirect("/");
    response.set_cookie({as_cookie(auth::kSessionCookie), "", 0, request.secure});
    return response;
}

/// What was typed, without the old token; password fields are not carried.
std::string carried_fields(const http::Fields& form) {
    http::Fields kept;
    for (const auto& [name, value] : form.pairs())
        if (name != "_csrf" && std::ranges::find(kPasswordFields, name) == kPasswordFields.end())
            kept.add(name, value);
    return http::write_query(kept);
}

}  // namespace

std::vector<std::string> ResendPage::typed() const {
    std::vector<std::string> out;
    for (const auto& [name, value] : fields)
        if (!value.empty() && name != "request_key" && name != "row_version" && !is_code(value))
            out.push_back(value);
    return out;
}

std::vector<std::string_view> password_fields() {
    return {kPasswordFields.begin(), kPasswordFields.end()};
}

http::Response sign_in_again(const http::Request& request, PasswordNews news) {
    const auto said = news == PasswordNews::changed ? kChanged : kUnsure;
    auto response = http::Response::redirect(std::string(kSignIn) + "?doi=" + std::string(said));
    response.set_cookie({as_cookie(auth::kSessionCookie), "", 0, request.secure});
    return response;
}

Result<bool> sign_in(const Parts& parts, const http::Request& request, std::string name, std::string password,
                     bool private_device, http::Response& response) {
    const auto signed_in =
        TRY(parts.sessions.sign_in({.name = std::move(name),
                                    .password = std::move(password),
                                    .address = http::address_group(request.remote),
                                    .private_device = private_device,
                                    .device = device_of(request),
                                    .second_step_done = true,
                                    .marks = std::string(request.cookies.get(auth::kDeviceCookie))}));
    set_session(request, signed_in, response);
    return true;
}

http::Response draw_for_visitor(const Parts& parts, const http::Request& request,
                                const std::function<void(view::Html&, const view::Shell&)>& draw,
                                int status) {
    auto shell = view::make_shell(request, parts.site);
    std::string visit(request.cookies.get(auth::kVisitCookie));
    const bool fresh = visit.empty() || visit.size() > 100;
    if (fresh) visit = auth::Sessions::new_visit();
    shell.csrf = request.who.signed_in() ? request.who.csrf : parts.sessions.visitor_csrf(visit);
    view::Html out(shell.language);
    draw(out, shell);
    auto response = view::respond(out, status);
    if (fresh) response.set_cookie({as_cookie(auth::kVisitCookie), visit, -1, request.secure});
    response.set("Cache-Control", "no-store");
    return response;
}

Result<http::Response> come_in(const Parts& parts, const http::Request& request, std::string name,
                               std::string password, bool private_device) {
    SignInPage page;
    page.name = std::move(name);
    page.private_device = private_device;
    return try_sign_in(parts, request, std::move(page), std::move(password));
}

http::Response resume_page(const Parts& parts, const http::Request& request) {
    if (request.route == kInvitedRoute) return invited_page_too_old(parts, request);
    SignInPage page;
    if (request.path == kSignIn || request.path == kSecondStep) {
        page = typed_page(request);
        page.notice = &msg::page_too_old;
        return show_sign_in(parts, request, page, 403);
    }
    page.notice = &msg::session_ended;
    page.name = request.who.name;
    page.carried_target = safe_target(request.target);
    page.carried_form = carried_fields(request.form);
    page.lost_files = !request.uploads.empty();
    if (!request.who.signed_in()) return show_sign_in(parts, request, page, 403);
    auto response = show_resend(parts, request, page, request.who.csrf);
    response.status = 403;
    return response;
}

void add_sign_in_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    using auth::Permission;
    using http::Method;
    routes.push_back({Method::get, std::string(kSignIn), Permission::everyone,
                      [parts](const http::Request& request) { return get_sign_in(*parts, request); }, 0});
    routes.push_back({Method::post, std::string(kSignIn), Permission::everyone,
                      [parts](const http::Request& request) { return post_sign_in(*parts, request); },
                      3 * kCarriedLimit});
    routes.push_back({Method::get, std::string(kSecondStep), Permission::everyone,
                      [parts](const http::Request& request) { return get_second_step(*parts, request); }, 0});
    routes.push_back({Method::post, std::string(kSecondStep), Permission::everyone,
                      [parts](const http::Request& request) { return post_second_step(*parts, request); },
                      3 * kCarriedLimit});
    routes.push_back({Method::post, "/dang-xuat", Permission::signed_in,
                      [parts](const http::Request& request) { return post_sign_out(*parts, request); },
                      4096});
}

}  // namespace kheo::office
