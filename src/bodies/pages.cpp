// SPDX-License-Identifier: Apache-2.0
#include "bodies/pages.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "bodies/views/form_page.view.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

void put_errors(FormPage& page) {
    for (auto& field : page.fields) field.error = view::error_of(page.error, field.name);
}

}  // namespace

Result<http::Response> print_form(const Services& services, const http::Request& request, FormPage page) {
    if (page.request_key.empty()) page.request_key = view::new_request_key();
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::form_page(out, shell, page);
    return view::respond(out, page.error ? 422 : 200);
}

Result<http::Response> print_again(const Services& services, const http::Request& request, FormPage page,
                                   Error error) {
    if (error.kind != ErrorKind::invalid) return fail(std::move(error));
    page.error = std::move(error);
    page.request_key = request.form.get("request_key");
    for (auto& field : page.fields) field.value = nfc(request.form.get(field.name));
    put_errors(page);
    return print_form(services, request, std::move(page));
}

std::string typed(const http::Request& request, std::string_view name) {
    return tidy(request.form.get(name));
}

std::string typed_block(const http::Request& request, std::string_view name) {
    return tidy_lines(request.form.get(name));
}

Result<std::vector<Report>> slips_within(const Services& services, const auth::Principal& who,
                                         auth::Permission permission, int most, const ReadSlips& read) {
    constexpr std::size_t kAtOnce = 200;
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    std::vector<Report> out;
    for (ReportId before;;) {
        auto some = TRY(read(before, kAtOnce));
        for (auto& report : some) {
            before = report.id;
            if (!territory::may_over(*atlas, who, permission, report.unit, today)) continue;
            out.push_back(std::move(report));
            if (std::ssize(out) == most) return out;
        }
        if (some.size() < kAtOnce) return out;
    }
}

UnitId own_unit(const auth::Principal& who, Date today) {
    for (const auto& grant : who.grants)
        if (grant.valid_on(today)) return grant.unit;
    return {};
}

bool is_team_only(const auth::Principal& who, Date today) {
    bool any = false;
    for (const auto& grant : who.grants) {
        if (!grant.valid_on(today)) continue;
        if (grant.role != auth::Role::team) return false;
        any = true;
    }
    return any;
}

std::string unit_name(const territory::Atlas& atlas, UnitId unit, Date on) {
    if (!unit) return std::string(msg::country.in(Language::vi));
    const auto* found = atlas.find(unit, on);
    return found ? found->full_name : std::string();
}

std::string body_href(BodyId id) {
    return "/to-chuc/" + std::to_string(id.value);
}

std::string unit_href(UnitId unit) {
    return unit ? "/to-chuc?id=" + std::to_string(unit.value) : "/to-chuc?id=0";
}

const Message& role_words(std::string_view code) {
    return code == "head" ? msg::role_head : code == "deputy" ? msg::role_deputy : msg::role_member;
}

const Message& activity_words(std::string_view code) {
    if (code == "meeting") return msg::activity_meeting;
    if (code == "visit") return msg::activity_visit;
    if (code == "labour") return msg::activity_labour;
    return code == "talk" ? msg::activity_talk : msg::activity_other;
}

Result<> forget_left_members(db::Transaction& tx, Date today, Millis at) {
    TRY(forget(tx, today, at));
    return {};
}

Result<> erase_account(db::Transaction& tx, auth::UserId account, Millis at) {
    for (const auto& member : TRY(store::members_of_account(tx, account)))
        TRY(erase_member(tx, member, {{}, at}));
    return {};
}

std::vector<http::Route> routes(const Services& services) {
    std::vector<http::Route> out;
    add_unit_routes(out, services);
    add_body_routes(out, services);
    add_act_routes(out, services);
    add_programme_routes(out, services);
    add_team_routes(out, services);
    add_phone_routes(out, services);
    add_photo_routes(out, services);
    add_status_routes(out, services);
    add_slip_routes(out, services);
    add_achieved_routes(out, services);
    return out;
}

}  // namespace kheo::bodies
