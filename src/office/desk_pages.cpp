// SPDX-License-Identifier: Apache-2.0
// The desk and one's own account.
#include "office/digest.hpp"
#include "office/factor_service.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/rights_service.hpp"
#include "office/service.hpp"
#include "office/viewing_service.hpp"
#include "office/views/desk_page.view.hpp"
#include "office/views/own_account_page.view.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

std::vector<Sentence> own_grants(const Parts& parts, const http::Request& request) {
    std::vector<Sentence> out;
    const auto atlas = parts.atlas();
    for (const auto& grant : request.who.grants)
        if (!is_over(grant, parts.clock.today()))
            out.push_back(grant_sentence(grant, *atlas, request.language));
    return out;
}

Result<http::Response> get_desk(const Parts& parts, const http::Request& request) {
    const auto today = parts.clock.today();
    DeskPage page;
    page.today = weekday_and_date(today).in(request.language);
    page.grants = own_grants(parts, request);
    page.without_grants = page.grants.empty();
    for (const auto& link : parts.quick_links)
        if (request.who.may(link.permission, today)) page.links.push_back(&link);
    if (auto card = TRY(urgent_card(parts, request)); !card.lines.empty())
        page.cards.push_back(std::move(card));
    for (const auto& provider : parts.cards) {
        auto card = TRY(provider(request));
        if (card.title && !card.lines.empty()) page.cards.push_back(std::move(card));
    }
    const auto factor_from = TRY(parts.sessions.factor_from(request.cookies.get(auth::kSessionCookie)));
    if (factor_from && !auth::looks_on(request.who))
        page.factor_comes = Sentence(msg::factor_comes, {{"date", factor_from->vietnamese()}});
    return view::draw(request, parts.site, views::desk_page, page);
}

std::vector<SessionRow> session_rows(const std::vector<auth::OwnSession>& sessions) {
    std::vector<SessionRow> out;
    for (const auto& each : sessions)
        out.push_back({each.id, each.device, format_moment(each.begun), format_moment(each.seen),
                       each.private_device, each.present});
    return out;
}

Result<http::Response> show_own_account(const Parts& parts, const http::Request& request,
                                        const Error& error) {
    OwnAccountPage page;
    page.name = request.who.name;
    page.display_name = request.who.display_name;
    std::vector<auth::Grant> grants;
    for (const auto& grant : request.who.grants)
        if (!is_over(grant, parts.clock.today())) grants.push_back(grant);
    page.grants = right_sentences({}, grants, *parts.atlas(), request.language);
    page.can_hand_on = !TRY(own_rights(parts, request.who)).empty();
    page.must_change = request.query.get("doi") == "1";
    page.changed = request.query.get("xong") == "1";
    page.error = error;
    page.factor_on = TRY(has_factor(parts, request.who.user));
    for (const auto& [viewing, person] : TRY(viewings_told(parts, request.who.user)))
        page.viewings.push_back(
            {person, format_moment(viewing.begun_at), format_moment(viewing.ends_at), viewing.reason});
    const auto notice = TRY(own_notice(parts, request.who));
    const bool typed = request.path == "/tai-khoan/nhac-viec";
    page.email = typed ? std::string(request.form.get("email")) : notice.address;
    page.digest = typed ? request.form.find("digest").has_value() : notice.digest;
    page.notice_saved = request.query.get("xong") == "nhac";
    page.sessions =
        session_rows(TRY(own_sessions(parts, request.who, request.cookies.get(auth::kSessionCookie))));
    return view::draw(request, parts.site, views::own_account_page, page, error.message.empty() ? 200 : 422);
}

Result<http::Response> post_password(const Parts& parts, const http::Request& request) {
    const std::string wanted(request.form.get("wanted"));
    const auto changed = change_own_password(parts, request.who, request.form.get("present"), wanted);
    if (!changed && changed.error().kind == ErrorKind::invalid)
        return show_own_account(parts, request, changed.error());
    if (!changed && changed.error().code == db::code::kCommitUnknown)
        return sign_in_again(request, PasswordNews::unsure);
    if (!changed) return fail(changed.error());
    auto response = http::Response::redirect("/tai-khoan?xong=1");
    if (!sign_in(parts, request, request.who.name, wanted, false, response))
        return sign_in_again(request, PasswordNews::changed);  // the old one is dead already
    return response;
}

Result<http::Response> post_notice(const Parts& parts, const http::Request& request) {
    const auto saved =
        set_notice(parts, request.who, request.form.get("email"), request.form.find("digest").has_value());
    if (!saved && saved.error().kind == ErrorKind::invalid)
        return show_own_account(parts, request, saved.error());
    if (!saved) return fail(saved.error());
    return http::Response::redirect("/tai-khoan?xong=nhac");
}

}  // namespace

Sentence weekday_and_date(Date date) {
    const Message* names[] = {&msg::weekday_1, &msg::weekday_2, &msg::weekday_3, &msg::weekday_4,
                              &msg::weekday_5, &msg::weekday_6, &msg::weekday_7};
    return Sentence(*names[date.weekday() - 1], {{"date", date.vietnamese()}});
}

void add_desk_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    using auth::Permission;
    using http::Method;
    routes.push_back({Method::get, "/ban-lam-viec", Permission::signed_in,
                      [parts](const http::Request& request) { return get_desk(*parts, request); }, 0});
    routes.push_back({Method::get, "/tai-khoan", Permission::signed_in,
                      [parts](const http::Request& request) -> Result<http::Response> {
                          return show_own_account(*parts, request, {});
                      },
                      0});
    routes.push_back({Method::post, "/tai-khoan/mat-khau", Permission::signed_in,
                      [parts](const http::Request& request) { return post_password(*parts, request); },
                      16 * 1024});
    routes.push_back({Method::post, "/tai-khoan/nhac-viec", Permission::signed_in,
                      [parts](const http::Request& request) { return post_notice(*parts, request); },
                      16 * 1024});
}

}  // namespace kheo::office
