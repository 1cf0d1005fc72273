// SPDX-License-Identifier: Apache-2.0
// Hamlet teams at the commune: establishing one, its members, its log.
#include <algorithm>
#include <iterator>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/acts.hpp"
#include "bodies/body_forms.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/pages.hpp"
#include "bodies/photos.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "platform/auth/accounts.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

std::int64_t captured(const Request& request) {
    return parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
}

Result<Body> team_for(const Services& services, const Request& request, Permission permission,
                      std::int64_t id) {
    const auto today = services.clock.today();
    const auto found =
        TRY(services.database.read([&](db::Transaction& tx) { return store::body(tx, BodyId{id}, today); }));
    if (!found || found->kind != kTeamKind ||
        !territory::may_over(*services.atlas(), request.who, permission, found->unit, today))
        return fail(ErrorKind::not_found, msg::no_such_body);
    return *found;
}

// --- establishing

struct Place {
    territory::Unit commune;
    std::string hamlet;  // name, when the address names one
};

Result<Place> commune_for(const Services& services, const Request& request) {
    const UnitId unit{parse_number<std::int64_t>(request.query.get("don_vi")).value_or(0)};
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    const auto* found = unit ? atlas->find(unit, today) : nullptr;
    if (!found || found->level != territory::Level::commune ||
        !territory::may_over(*atlas, request.who, Permission::run_movement, unit, today))
        return fail(ErrorKind::not_found, msg::no_such_unit);
    Place out{*found, ""};
    const UnitId hamlet{parse_number<std::int64_t>(request.query.get("thon")).value_or(0)};
    if (const auto* named = hamlet ? atlas->find(hamlet, today) : nullptr; named && named->parent == unit)
        out.hamlet = named->full_name;
    return out;
}

FormPage team_form(const Place& place) {
    FormPage page;
    page.title = msg::establish_team.in(Language::vi);
    page.lead = msg::establish_team_lead.in(Language::vi);
    page.action = "/to-chuc/lap-to?don_vi=" + std::to_string(place.commune.id.value);
    page.back = unit_href(place.commune.id);
    page.path = {{view::Label(place.commune.full_name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    page.fields = {{.name = "thon", .label = msg::hamlet, .value = place.hamlet, .hint = msg::hamlet_hint},
                   {.name = "ten", .label = msg::team_name, .hint = msg::team_name_hint, .required = false}};
    add_document(page.fields, msg::from_day);
    page.fields.back().value =
        Sentence(msg::commune_committee, {{"unit", uncapitalized(place.commune.full_name)}}).in(Language::vi);
    return page;
}

Result<Response> show_team_form(const Services& services, const Request& request) {
    return print_form(services, request, team_form(TRY(commune_for(services, request))));
}

Wanted read_team(const Request& request, const std::string& hamlet, std::vector<FieldError>& faults) {
    Wanted wanted;
    wanted.kind = kTeamKind;
    wanted.level = "hamlet";
    wanted.name = typed(request, "ten");
    if (wanted.name.empty())
        wanted.name = Sentence(msg::team_named, {{"hamlet", uncapitalized(hamlet)}}).in(Language::vi);
    const auto day = typed_day(request.form.get("ngay"));
    if (!day) faults.push_back({"ngay", msg::day_wrong});
    if (hamlet.empty()) faults.push_back({"thon", msg::hamlet_missing});
    wanted.day = day.value_or(Date{});
    wanted.document = read_document(request, faults);
    wanted.request_key = request.form.get("request_key");
    return wanted;
}

Result<Response> save_team(const Services& services, const Request& request) {
    const auto place = TRY(commune_for(services, request));
    const auto hamlet = typed(request, "thon");
    std::vector<FieldError> faults;
    auto wanted = read_team(request, hamlet, faults);
    if (!faults.empty()) return print_again(services, request, team_form(place), form_error(faults));
    const Actor actor{request.who.user, services.clock.now()};
    const auto made = services.database.write([&](db::Transaction& tx) -> Result<BodyId> {
        wanted.unit = TRY(territory::ensure_hamlet(tx, place.commune.id, hamlet, wanted.day));
        return establish(tx, wanted, actor);
    });
    if (!made) return print_again(services, request, team_form(place), made.error());
    if (services.territory_changed) services.territory_changed();
    return Response::redirect(body_href(*made) + "?da_luu=1");
}

// --- members

template <typename List, typename Words>
std::vector<view::Option> options_of(const List& list, Words&& words) {
    std::vector<view::Option> out;
    for (const auto code : list) out.push_back({std::string(code), words(code)});
    return out;
}

FormPage member_form(const Body& team) {
    FormPage page;
    page.title = msg::add_member.in(Language::vi);
    page.lead = msg::member_lead.in(Language::vi);
    page.action = body_href(team.id) + "/thanh-vien";
    page.back = body_href(team.id);
    page.path = {{view::Label(team.name), page.back}, {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    page.fields = {
        {.name = "ho_ten", .label = msg::person},
        {.name = "vai_tro",
         .label = msg::role,
         .kind = view::InputKind::select,
         .options = options_of(kRoles, [](auto code) { return view::Label(role_words(code)); })},
        {.name = "chuc_vu", .label = msg::post, .hint = msg::post_hint, .required = false},
        {.name = "xung_ho",
         .label = msg::call_field,
         .kind = view::InputKind::select,
         .hint = msg::call_hint,
         .options = options_of(kCalls, [](auto code) { return view::Label(code); })},
        {.name = "tu_ngay", .label = msg::term_from, .kind = view::InputKind::date},
        {.name = "den_ngay", .label = msg::term_to, .kind = view::InputKind::date, .required = false},
        {.name = "tai_khoan", .label = msg::account_field, .hint = msg::account_hint, .required = false}};
    return page;
}

Result<Response> show_member_form(const Services& services, const Request& request) {
    return print_form(
        services, request,
        member_form(TRY(team_for(services, request, Permission::run_movement, captured(request)))));
}

/// The account that a sign-in name means: one that holds a grant to propose over the team's unit.
Result<auth::UserId> account_of(db::Transaction& tx, const Services& services, const Body& team,
                                std::string_view name, std::vector<FieldError>& faults) {
    if (name.empty()) return auth::UserId{};
    const auto found = TRY(auth::find_account(tx, name));
    auth::Principal who;
    if (found) {
        who.user = found->id;
        for (const auto& grant : found->grants) who.grants.push_back(grant.grant);
    }
    if (found &&
        territory::may_over(*services.atlas(), who, Permission::propose, team.unit, services.clock.today()))
        return found->id;
    faults.push_back({"tai_khoan", msg::account_unknown});
    return auth::UserId{};
}

Member read_member(const Request& request, const Body& team, std::vector<FieldError>& faults) {
    Member member;
    member.team = team.id;
    member.name = typed(request, "ho_ten");
    member.role = request.form.get("vai_tro");
    member.post = typed(request, "chuc_vu");
    member.call = kCalls[0];
    for (const auto call : kCalls)
        if (call == request.form.get("xung_ho")) member.call = call;
    const auto from = typed_day(request.form.get("tu_ngay"));
    const auto text = trim(request.form.get("den_ngay"));
    const auto until = typed_day(text.empty() ? kEndOfTime : text);
    if (!from) faults.push_back({"tu_ngay", msg::day_wrong});
    if (!until) faults.push_back({"den_ngay", msg::day_wrong});
    member.from = from.value_or(Date{});
    member.until = until.value_or(*Date::parse_iso(kEndOfTime));
    return member;
}

Result<Response> save_member(const Services& services, const Request& request) {
    const auto team = TRY(team_for(services, request, Permission::run_movement, captured(request)));
    std::vector<FieldError> faults;
    auto member = read_member(request, team, faults);
    if (!faults.empty()) return print_again(services, request, member_form(team), form_error(faults));
    const Actor actor{request.who.user, services.clock.now()};
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        std::vector<FieldError> wrong;
        member.account = TRY(account_of(tx, services, team, typed(request, "tai_khoan"), wrong));
        if (!wrong.empty()) return fail(form_error(std::move(wrong)));
        return add_member(tx, member, request.form.get("request_key"), actor);
    });
    if (!done) return print_again(services, request, member_form(team), done.error());
    return Response::redirect(body_href(team.id) + "?da_luu=1");
}

struct MemberPlace {
    Member member;
    Body team;
};

Result<MemberPlace> member_for(const Services& services, const Request& request) {
    const auto found = TRY(services.database.read(
        [&](db::Transaction& tx) { return store::member(tx, MemberId{captured(request)}); }));
    if (!found) return fail(ErrorKind::not_found, msg::no_such_body);
    auto team = TRY(team_for(services, request, Permission::run_movement, found->team.value));
    return MemberPlace{*found, std::move(team)};
}

FormPage leaving_form(const MemberPlace& place, bool erase) {
    FormPage page;
    page.title = (erase ? msg::member_erase : msg::member_leaves).in(Language::vi);
    page.lead =
        Sentence(erase ? msg::member_erase_lead : msg::member_leaves_lead, {{"name", place.member.name}})
            .in(Language::vi);
    page.action = "/to-chuc/thanh-vien/" + std::to_string(place.member.id.value) + (erase ? "/xoa" : "/thoi");
    page.back = body_href(place.team.id);
    page.path = {{view::Label(place.team.name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    page.danger = erase;
    if (!erase) page.fields = {{.name = "ngay", .label = msg::last_day, .kind = view::InputKind::date}};
    return page;
}

Result<Response> show_leaving(const Services& services, const Request& request, bool erase) {
    return print_form(services, request, leaving_form(TRY(member_for(services, request)), erase));
}

Result<Response> save_leaving(const Services& services, const Request& request, bool erase) {
    const auto place = TRY(member_for(services, request));
    const auto day = typed_day(request.form.get("ngay"));
    if (!erase && !day)
        return print_again(services, request, leaving_form(place, erase),
                           form_error({{"ngay", msg::day_wrong}}));
    const Actor actor{request.who.user, services.clock.now()};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return erase ? erase_member(tx, place.member, actor) : end_member(tx, place.member.id, *day, actor);
    });
    if (!done) return print_again(services, request, leaving_form(place, erase), done.error());
    return Response::redirect(body_href(place.team.id) + "?da_luu=1");
}

// --- the log

FormPage activity_form(const Body& team) {
    FormPage page;
    page.title = msg::add_activity.in(Language::vi);
    page.lead = msg::activity_lead.in(Language::vi);
    page.action = body_href(team.id) + "/hoat-dong";
    page.back = body_href(team.id);
    page.path = {{view::Label(team.name), page.back}, {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    page.fields = {
        {.name = "ngay", .label = msg::day, .kind = view::InputKind::date},
        {.name = "loai",
         .label = msg::activity,
         .kind = view::InputKind::select,
         .options = options_of(kActivities, [](auto code) { return view::Label(activity_words(code)); })},
        {.name = "so_nguoi", .label = msg::people, .kind = view::InputKind::number},
        {.name = "noi_dung",
         .label = msg::content,
         .kind = view::InputKind::textarea,
         .hint = msg::activity_hint,
         .max_length = 300}};
    for (auto& input : photo_inputs({})) page.fields.push_back(std::move(input));
    page.upload = true;
    return page;
}

Result<Response> show_activity_form(const Services& services, const Request& request) {
    return print_form(
        services, request,
        activity_form(TRY(team_for(services, request, Permission::propose, captured(request)))));
}

Activity read_activity(const Request& request, const Body& team, std::vector<FieldError>& faults) {
    const auto day = typed_day(request.form.get("ngay"));
    if (!day) faults.push_back({"ngay", msg::day_wrong});
    return {0,
            team.id,
            day.value_or(Date{}),
            std::string(request.form.get("loai")),
            typed_block(request, "noi_dung"),
            parse_number<std::int64_t>(trim(request.form.get("so_nguoi"))).value_or(-1)};
}

Result<Response> save_activity(const Services& services, const Request& request) {
    const auto team = TRY(team_for(services, request, Permission::propose, captured(request)));
    const auto today = services.clock.today();
    std::vector<FieldError> faults;
    const auto activity = read_activity(request, team, faults);
    std::ranges::move(faults_of(activity, today), std::back_inserter(faults));
    const auto photo = TRY(read_photo(services, request));
    add_photo_faults(photo, faults);
    if (!faults.empty())
        return print_again(services, request, activity_form(team), form_error(std::move(faults)));
    const auto key = request.form.get("request_key");
    const Actor actor{request.who.user, services.clock.now()};
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        auto id = TRY(add_activity(tx, activity, key, today, actor));
        if (!id) id = TRY(store::activity_of_request(tx, key, activity.team, actor.user));
        if (!id) return {};
        return attach(tx, photo, photos_of_activity(*id), key, actor);
    });
    if (!done) return print_again(services, request, activity_form(team), done.error());
    return Response::redirect(body_href(team.id) + "?da_luu=1");
}

}  // namespace

void add_team_routes(std::vector<http::Route>& out, const Services& services) {
    const auto both = [&](std::string pattern, Permission may, auto show, auto save) {
        out.push_back({http::Method::get, pattern, may,
                       [services, show](const Request& r) { return show(services, r); }});
        out.push_back({http::Method::post, pattern, may,
                       [services, save](const Request& r) { return save(services, r); }});
    };
    both("/to-chuc/lap-to", Permission::run_movement, show_team_form, save_team);
    both("/to-chuc/{id}/thanh-vien", Permission::run_movement, show_member_form, save_member);
    for (const bool erase : {false, true})
        both(
            std::string("/to-chuc/thanh-vien/{id}") + (erase ? "/xoa" : "/thoi"), Permission::run_movement,
            [erase](const Services& s, const Request& r) { return show_leaving(s, r, erase); },
            [erase](const Services& s, const Request& r) { return save_leaving(s, r, erase); });
    both("/to-chuc/{id}/hoat-dong", Permission::propose, show_activity_form, save_activity);
    out.back().body_limit = kPhotoForm;
}

}  // namespace kheo::bodies
