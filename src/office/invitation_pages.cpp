// SPDX-License-Identifier: Apache-2.0
// Invitations: made and cancelled by administrators, used by the person at /v. Code and PIN stand in the
// answer to the form that made them and in no other page.
#include "base/number.hpp"
#include "base/text.hpp"
#include "office/grants.hpp"
#include "office/invitation_service.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/service.hpp"
#include "office/views/invitation_made_page.view.hpp"
#include "office/views/invitations_page.view.hpp"
#include "office/views/invited_page.view.hpp"
#include "office/views/new_account_page.view.hpp"
#include "office/views/team_slips_page.view.hpp"
#include "platform/document/qr.hpp"
#include "platform/http/address.hpp"
#include "platform/view/components.hpp"
#include "platform/view/draw.hpp"
#include "platform/view/layout.hpp"

namespace kheo::office {

namespace {

std::string text_of(const http::Request& request, std::string_view name) {
    return std::string(request.form.get(name));
}

GrantInput typed_grant(const http::Request& request) {
    return {text_of(request, "role"), text_of(request, "unit"), text_of(request, "from"),
            text_of(request, "until")};
}

/// Of this installation, as the person who makes the link reached it.
std::string own_host(const http::Request& request) {
    return std::string(request.headers.get("host"));
}

std::string link_of(const http::Request& request, const auth::OneTimeCode& code) {
    return (request.secure ? "https://" : "http://") + own_host(request) + "/v/" + code.code;
}

std::string in_threes(const std::string& pin) {
    return pin.size() == 6 ? pin.substr(0, 3) + " " + pin.substr(3) : pin;
}

std::string unit_of(const Parts& parts, const auth::Account& account) {
    const auto today = parts.clock.today();
    const auto atlas = parts.atlas();
    for (const auto& [id, grant] : account.grants)
        if (const auto* unit = grant.unit ? atlas->find(grant.unit, std::max(today, grant.from)) : nullptr)
            return unit->full_name;
    return {};
}

Result<Slip> slip_of(const Parts& parts, const http::Request& request, const Told& told, bool first) {
    const auto account = TRY(load_account(parts, request.who, told.account));
    Slip slip;
    slip.number = std::to_string(told.number.value);
    slip.person = account.display_name;
    slip.name = account.name;
    slip.unit = unit_of(parts, account);
    slip.code = told.code.code;
    slip.pin = in_threes(told.code.pin);
    slip.address = own_host(request) + "/v";
    slip.qr = view::Markup::trusted(document::qr_svg(link_of(request, told.code)));
    slip.last_day = weekday_and_date(told.last_day);
    slip.made = parts.clock.today().vietnamese();
    slip.contact = tidy(request.form.get("contact"));
    slip.first = first;
    slip.team = !account.grants.empty() && account.grants.back().grant.role == auth::Role::team;
    return slip;
}

Result<http::Response> show_made(const Parts& parts, const http::Request& request,
                                 const std::vector<Told>& all, bool first) {
    InvitationMadePage page;
    page.first = first;
    for (const auto& told : all) {
        if (told.code.pin.empty()) break;
        page.slips.push_back(TRY(slip_of(parts, request, told, first)));
    }
    if (page.slips.empty()) {
        const auto& told = all.front();
        const auto account = TRY(load_account(parts, request.who, told.account));
        page.mailed_to = told.mailed_to;
        if (page.mailed_to.empty()) page.link = link_of(request, told.code);
        page.person = account.display_name;
        page.name = account.name;
        const auto atlas = parts.atlas();
        for (const auto& stored : account.grants)
            if (!is_over(stored.grant, parts.clock.today()))
                page.rights.push_back(
                    grant_sentence(stored.grant, *atlas, request.language).in(request.language));
        page.last_day = weekday_and_date(told.last_day).in(request.language);
        page.number = std::to_string(told.number.value);
        if (!page.link.empty()) page.qr = view::Markup::trusted(document::qr_svg(page.link));
        page.account_href = "/quan-tri/tai-khoan/" + std::to_string(told.account.value);
    }
    return view::draw(request, parts.site, views::invitation_made_page, page);
}

http::Response made_before(auth::UserId account) {
    return http::Response::redirect("/quan-tri/tai-khoan/" + std::to_string(account.value) + "?xong=da-co");
}

Result<http::Response> get_new_account(const Parts& parts, const http::Request& request) {
    NewAccountPage page;
    page.request_key = view::new_request_key();
    page.grant.from = parts.clock.today().iso();
    return view::draw(request, parts.site, views::new_account_page, page);
}

Result<http::Response> post_new_account(const Parts& parts, const http::Request& request) {
    NewAccountPage page;
    page.name = text_of(request, "name");
    page.display_name = text_of(request, "display_name");
    page.request_key = text_of(request, "request_key");
    page.grant = typed_grant(request);
    const auto way = request.form.get("way");
    page.way = way == "giay" || way == "thu" ? way : "lien-ket";
    page.email = text_of(request, "email");
    page.last_day = text_of(request, "last_day");
    const auto told = invite(parts, request.who, page);
    if (told && told->code.code.empty()) return made_before(told->account);
    if (told) return show_made(parts, request, {*told}, true);
    if (told.error().fields.empty()) return fail(told.error());
    page.error = told.error();
    return view::draw(request, parts.site, views::new_account_page, page, 422);
}

/// An administrator of one unit finds it filled in.
std::string usual_unit(const Parts& parts, const http::Request& request) {
    const auto today = parts.clock.today();
    for (const auto& grant : request.who.grants)
        if (grant.role == auth::Role::administrator && grant.unit && !is_over(grant, today))
            if (const auto* unit = parts.atlas()->find(grant.unit, today)) return unit->code;
    return {};
}

Result<http::Response> get_slips(const Parts& parts, const http::Request& request) {
    TeamSlipsPage page;
    page.request_key = view::new_request_key();
    page.grant.unit = usual_unit(parts, request);
    return view::draw(request, parts.site, views::team_slips_page, page);
}

Result<http::Response> post_slips(const Parts& parts, const http::Request& request) {
    TeamSlipsPage page;
    page.people = text_of(request, "people");
    page.last_day = text_of(request, "last_day");
    page.contact = text_of(request, "contact");
    page.request_key = text_of(request, "request_key");
    page.grant = typed_grant(request);
    const auto told = invite_teams(parts, request.who, page);
    if (told && told->empty()) return http::Response::redirect("/quan-tri/loi-moi?xong=da-co");
    if (told) return show_made(parts, request, *told, true);
    if (told.error().fields.empty()) return fail(told.error());
    page.error = told.error();
    return view::draw(request, parts.site, views::team_slips_page, page, 422);
}

const Message& state_message(auth::InvitationState state) {
    switch (state) {
        case auth::InvitationState::open:
            return msg::invitation_open;
        case auth::InvitationState::used:
            return msg::invitation_used;
        case auth::InvitationState::cancelled:
            return msg::invitation_cancelled;
        case auth::InvitationState::blocked:
            return msg::invitation_blocked;
        case auth::InvitationState::expired:
            return msg::invitation_expired;
    }
    return msg::invitation_expired;
}

InvitationRow row_of(const ListedInvitation& listed, Date today) {
    const auto& each = listed.invitation;
    const auto state = each.state(today);
    InvitationRow row;
    row.number = std::to_string(each.id.value);
    row.person = listed.account.display_name;
    row.name = listed.account.name;
    row.made = format_moment(each.made_at);
    row.last_day = each.last_day.vietnamese();
    row.account = listed.account.id.value;
    row.slip = each.slip;
    row.first = each.first_use;
    row.open = state == auth::InvitationState::open || state == auth::InvitationState::blocked;
    row.state = &state_message(state);
    return row;
}

Result<http::Response> show_invitations(const Parts& parts, const http::Request& request,
                                        const Error& error) {
    InvitationsPage page;
    page.error = error;
    page.number = tidy(request.query.get("so"));
    if (request.query.get("xong") == "huy") page.done = &msg::invitation_was_cancelled;
    if (request.query.get("xong") == "da-co") page.done = &msg::slips_made_before;
    const auto number = parse_number<std::int64_t>(page.number);
    for (const auto& each :
         TRY(page.number.empty()
                 ? list_invitations(parts, request.who)
                 : find_invitation(parts, request.who, auth::InvitationId{number.value_or(0)})))
        page.rows.push_back(row_of(each, parts.clock.today()));
    return view::draw(request, parts.site, views::invitations_page, page, error.message.empty() ? 200 : 422);
}

Result<http::Response> get_invitations(const Parts& parts, const http::Request& request) {
    return show_invitations(parts, request, {});
}

Result<http::Response> post_cancel(const Parts& parts, const http::Request& request) {
    const auto number = parse_number<std::int64_t>(request.captures.get("so")).value_or(-1);
    const auto done = cancel_invitation(parts, request.who, auth::InvitationId{number});
    if (done) return http::Response::redirect("/quan-tri/loi-moi?xong=huy");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    return show_invitations(parts, request, done.error());
}

// --- the person's side ------------------------------------------------------------------------------------

http::Response draw_invited(const Parts& parts, const http::Request& request, const InvitedPage& page) {
    const int status = page.error.message.empty() ? 200 : page.error.code == "wait" ? 429 : 422;
    return draw_for_visitor(
        parts, request,
        [&](view::Html& out, const view::Shell& shell) { views::invited_page(out, shell, page); }, status);
}

/// Without the PIN of a slip nobody learns whose it is.
Result<http::Response> show_invited(const Parts& parts, const http::Request& request, std::string code,
                                    Error error, const Message* notice = nullptr) {
    InvitedPage page;
    page.code = std::move(code);
    page.by_link = !request.captures.get("code").empty();
    page.notice = notice;
    page.private_device = request.form.find("may_rieng").has_value();
    const auto found = look_at_code(parts, page.code, http::address_group(request.remote));
    if (!found && found.error().kind != ErrorKind::invalid) return fail(found.error());
    page.error = !error.message.empty() ? std::move(error) : found ? Error{} : found.error();
    if (!found) return draw_invited(parts, request, page);
    page.usable = true;
    page.code = auth::plain_code(page.code);
    page.slip = found->invitation.slip;
    page.first = found->invitation.first_use;
    page.person = found->account.display_name;
    page.name = found->account.name;
    page.unit = unit_of(parts, found->account);
    return draw_invited(parts, request, page);
}

Result<http::Response> get_code_form(const Parts& parts, const http::Request& request) {
    const auto typed = request.query.get("ma");
    if (typed.empty()) return draw_invited(parts, request, {});
    return show_invited(parts, request, std::string(typed.substr(0, 60)), {});
}

Result<http::Response> get_invited(const Parts& parts, const http::Request& request) {
    return show_invited(parts, request, std::string(request.captures.get("code")), {});
}

Result<http::Response> post_invited(const Parts& parts, const http::Request& request) {
    const Acceptance typed{std::string(request.captures.get("code")), text_of(request, "pin"),
                           text_of(request, "wanted"), http::address_group(request.remote)};
    const auto name = accept_invitation(parts, typed);
    if (name)
        return come_in(parts, request, *name, typed.password, request.form.find("may_rieng").has_value());
    if (name.error().kind != ErrorKind::invalid) return fail(name.error());
    return show_invited(parts, request, typed.code, name.error());
}

}  // namespace

Result<http::Response> post_new_way_in(const Parts& parts, const http::Request& request,
                                       auth::UserId account) {
    const bool had = TRY(has_password(parts, account));
    const auto way =
        request.form.get("way") == "giay" ? auth::InvitationWay::slip : auth::InvitationWay::link;
    const auto told =
        TRY(reset_by_invitation(parts, request.who, account, way, text_of(request, "request_key")));
    if (told.code.code.empty()) return made_before(account);
    return show_made(parts, request, {told}, !had);
}

http::Response invited_page_too_old(const Parts& parts, const http::Request& request) {
    auto page =
        show_invited(parts, request, std::string(request.captures.get("code")), {}, &msg::page_too_old);
    if (page) page->status = 403;
    return page ? *std::move(page) : http::Response::redirect("/v");
}

void add_invitation_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, std::string pattern, auth::Permission permission, auto page) {
        routes.push_back({method, std::move(pattern), permission,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          64 * 1024});
    };
    using auth::Permission;
    using http::Method;
    add(Method::get, "/quan-tri/tai-khoan/moi", Permission::administer, get_new_account);
    add(Method::post, "/quan-tri/tai-khoan/moi", Permission::administer, post_new_account);
    add(Method::get, "/quan-tri/loi-moi", Permission::administer, get_invitations);
    add(Method::get, "/quan-tri/loi-moi/giay", Permission::administer, get_slips);
    add(Method::post, "/quan-tri/loi-moi/giay", Permission::administer, post_slips);
    add(Method::post, "/quan-tri/loi-moi/{so}/huy", Permission::administer, post_cancel);
    add(Method::get, "/v", Permission::everyone, get_code_form);
    add(Method::get, std::string(kInvitedRoute), Permission::everyone, get_invited);
    add(Method::post, std::string(kInvitedRoute), Permission::everyone, post_invited);
}

}  // namespace kheo::office
