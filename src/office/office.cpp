// SPDX-License-Identifier: Apache-2.0
#include "office/office.hpp"

#include "office/digest.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/viewing_service.hpp"

namespace kheo::office {

Office::Office(Parts parts) : parts_(std::make_shared<const Parts>(std::move(parts))) {}
Office::~Office() = default;

std::vector<http::Route> Office::routes() const {
    std::vector<http::Route> out;
    add_sign_in_routes(out, parts_);
    add_desk_routes(out, parts_);
    add_account_routes(out, parts_);
    add_calendar_routes(out, parts_);
    add_factor_routes(out, parts_);
    add_factor_rule_routes(out, parts_);
    add_invitation_routes(out, parts_);
    add_rights_routes(out, parts_);
    add_urgent_routes(out, parts_);
    add_viewing_routes(out, parts_);
    return out;
}

Result<bool> Office::send_digests() const {
    return office::send_digests(*parts_);
}

std::vector<view::NavItem> Office::account_menu() {
    return {{&msg::account_title, "/tai-khoan", "user", auth::Permission::signed_in},
            {&msg::accounts_title, "/quan-tri/tai-khoan", "users", auth::Permission::administer},
            {&msg::calendar_title, "/quan-tri/lich-lam-viec", "calendar", auth::Permission::administer}};
}

Result<auth::Principal> Office::identify(const http::Request& request) const {
    const auto session = request.cookies.get(auth::kSessionCookie);
    return as_seen_by(
        *parts_, TRY(parts_->sessions.principal(session, request.cookies.get(auth::kVisitCookie))), session);
}

Result<std::optional<http::Response>> Office::hold(const http::Request& request) const {
    if (auth::looks_on(request.who)) return hold_viewing(*parts_, request);
    if (!request.who.grants.empty() || request.path == "/dang-xuat" || request.path == "/tai-khoan")
        return std::nullopt;
    const auto lead = [&](const char* page, const Message& words) -> Result<std::optional<http::Response>> {
        if (request.method == http::Method::post || request.path.starts_with("/api/"))
            return fail(ErrorKind::forbidden, words);
        return http::Response::redirect(page);
    };
    if (request.path != "/tai-khoan/mat-khau" && TRY(parts_->sessions.must_change(request.who)))
        return lead("/tai-khoan?doi=1", msg::password_first);
    if (!request.path.starts_with("/tai-khoan/") && TRY(parts_->sessions.must_set_factor(request.who)))
        return lead("/tai-khoan/hai-buoc", msg::factor_first);
    return std::nullopt;
}

void Office::decorate(const http::Request& request, http::Response& response) const {
    add_banner(*parts_, request, response);
}

http::Response Office::resume_page(const http::Request& request) const {
    return office::resume_page(*parts_, request);
}

}  // namespace kheo::office
