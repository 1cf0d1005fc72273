// SPDX-License-Identifier: Apache-2.0
// /to-chuc: the bodies of a unit on any day, its hamlets and their teams, and whom the hamlets may call.
#include <algorithm>
#include <map>

#include "base/natural_order.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/achieved.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "bodies/views/unit_bodies.view.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;
using territory::Level;

struct Asked {
    UnitId unit;
    Date on;
    std::string search;
    bool found = true;
};

/// id=… of a link, else don_vi=… as typed, else the person's own unit.
Asked asked_unit(const Request& request, const territory::Atlas& atlas, Date today) {
    Asked out;
    out.on = typed_day(request.query.get("ngay")).value_or(today);
    out.unit = own_unit(request.who, today);
    if (const auto id = parse_number<std::int64_t>(request.query.get("id"))) out.unit = UnitId{*id};
    out.search = tidy(request.query.get("don_vi"));
    if (out.search.empty()) return out;
    const auto meant = territory::typed_unit(atlas, out.search, out.on, own_unit(request.who, today)).unit;
    out.found = meant.has_value();
    if (meant) out.unit = meant->id;
    return out;
}

std::string level_of(const territory::Unit* unit) {
    return unit ? std::string(territory::level_name(unit->level)) : "country";
}

void add_path(const territory::Atlas& atlas, UnitId unit, Date on, std::vector<view::Crumb>& path) {
    path.push_back({view::Label(unit_name(atlas, unit, on)), ""});
    for (const auto* at = unit ? atlas.find(unit, on) : nullptr; at && at->parent;) {
        at = atlas.find(at->parent, on);
        if (at) path.push_back({view::Label(at->full_name), unit_href(at->id)});
    }
    std::reverse(path.begin(), path.end());
}

std::string since(Date from) {
    return from.iso() == kBeginningOfTime
               ? std::string()
               : Sentence(msg::since_day, {{"day", from.vietnamese()}}).in(Language::vi);
}

/// The teams of the country on that day by the unit they serve.
Result<std::map<UnitId, Body>> teams_by_unit(db::Transaction& tx, Date on) {
    std::map<UnitId, Body> out;
    for (auto& body : TRY(store::of_kind(tx, kTeamKind, on))) out.emplace(body.unit, std::move(body));
    return out;
}

std::vector<const territory::Unit*> hamlets_of(const territory::Atlas& atlas, UnitId commune, Date on) {
    auto out = atlas.list(Level::hamlet, on, commune);
    std::ranges::sort(out, {}, [](const territory::Unit* unit) { return natural_key(unit->full_name); });
    return out;
}

void add_hamlets(const territory::Atlas& atlas, const territory::Unit& commune, Date on,
                 const std::map<UnitId, Body>& teams, UnitBodies& page) {
    std::int64_t with = 0;
    for (const auto* hamlet : hamlets_of(atlas, commune.id, on)) {
        const auto found = teams.find(hamlet->id);
        HamletLine line{hamlet->full_name, "", "", "", ""};
        if (found != teams.end()) {
            line.team = found->second.name;
            line.href = body_href(found->second.id);
            ++with;
        } else {
            line.note = msg::no_team.in(Language::vi);
            if (page.may_edit)
                line.make_href = "/to-chuc/lap-to?don_vi=" + std::to_string(commune.id.value) +
                                 "&thon=" + std::to_string(hamlet->id.value);
        }
        page.hamlets.push_back(std::move(line));
    }
    page.hamlets_title = Sentence(msg::hamlets_title, {{"with", format_count(with)},
                                                       {"all", format_count(std::ssize(page.hamlets))}})
                             .in(Language::vi);
}

void add_communes(const territory::Atlas& atlas, const territory::Unit& province, Date on,
                  const std::map<UnitId, Body>& teams, UnitBodies& page) {
    std::map<UnitId, std::int64_t> count;
    for (const auto& [unit, body] : teams) ++count[atlas.ancestor(unit, Level::commune, on)];
    for (const auto* commune : atlas.list(Level::commune, on, province.id)) {
        const auto found = count.find(commune->id);
        const auto teams_here = found == count.end() ? 0 : found->second;
        page.hamlets.push_back(
            {commune->full_name,
             Sentence(msg::team_count, {{"count", format_count(teams_here)}}).in(Language::vi),
             unit_href(commune->id), "", ""});
    }
    page.hamlets_title = msg::communes_title.in(Language::vi);
}

std::string span(Date from, Date until) {
    const bool open = until.iso() == kEndOfTime;
    return Sentence(open ? msg::span_open : msg::span,
                    {{"from", from.vietnamese()}, {"to", until.vietnamese()}})
        .in(Language::vi);
}

/// Statuses of any day, those that hold on the asked one marked; campaigns that had begun by then.
Result<> add_achieved(db::Transaction& tx, const Asked& asked, UnitBodies& page) {
    page.territory = static_cast<bool>(asked.unit);
    if (!asked.unit) return {};
    for (const auto& status : TRY(store::statuses(tx, asked.unit)))
        page.statuses.push_back({status.id, status.name, span(status.from, status.until),
                                 status.document.number + ", " + status.document.issuer,
                                 status.from <= asked.on && asked.on <= status.until,
                                 asked.on <= status.until});
    for (const auto& campaign : TRY(store::campaigns(tx, asked.unit)))
        if (campaign.from <= asked.on)
            page.campaigns.push_back({campaign.title, "", since(campaign.from),
                                      "/to-chuc/giai-phong-mat-bang/" + std::to_string(campaign.id)});
    return {};
}

Result<> fill(db::Transaction& tx, const Services& services, const Request& request, const Asked& asked,
              UnitBodies& page) {
    const auto atlas = services.atlas();
    const auto today = services.clock.today();
    const auto* unit = asked.unit ? atlas->find(asked.unit, asked.on) : nullptr;
    const auto level = level_of(unit);
    if (const auto standing = TRY(standing_body(tx, asked.unit, level, asked.on))) {
        page.standing = standing->name;
        page.standing_basis = standing->legal_basis;
        page.verified = standing->verified;
    }
    if (territory::may_over(*atlas, request.who, Permission::administer, asked.unit, today))
        page.standing_href = "/bao-cao/co-quan";
    for (const auto& body : TRY(store::bodies_of(tx, asked.unit, asked.on, false)))
        page.bodies.push_back({body.name, body.kind_name, since(body.from), body_href(body.id)});
    page.phone = TRY(store::phone(tx, asked.unit));
    TRY(add_achieved(tx, asked, page));
    page.hamlets_shown = unit && (unit->level == Level::commune || unit->level == Level::province);
    if (!page.hamlets_shown) return {};
    const auto teams = TRY(teams_by_unit(tx, asked.on));
    if (unit->level == Level::commune)
        add_hamlets(*atlas, *unit, asked.on, teams, page);
    else
        add_communes(*atlas, *unit, asked.on, teams, page);
    return {};
}

Result<Response> show_unit(const Services& services, const Request& request) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    auto asked = asked_unit(request, *atlas, today);
    const bool seen = asked.found && (!asked.unit || atlas->find(asked.unit, asked.on)) &&
                      territory::may_over(*atlas, request.who, Permission::read_registry, asked.unit, today);
    UnitBodies page;
    page.search = asked.search;
    if (!seen) {
        if (asked.search.empty()) return fail(ErrorKind::not_found, msg::no_such_unit);
        page.problem = Sentence(msg::unit_unknown, {{"text", asked.search}}).in(request.language);
        asked.unit = own_unit(request.who, today);
    }
    page.unit = asked.unit.value;
    page.title =
        Sentence(msg::unit_title, {{"unit", unit_name(*atlas, asked.unit, asked.on)}}).in(request.language);
    page.day = asked.on.iso();
    page.saved = request.query.find("da_luu").has_value();
    page.may_edit = territory::may_over(*atlas, request.who, Permission::run_movement, asked.unit, today);
    add_path(*atlas, asked.unit, asked.on, page.path);
    TRY(services.database.read(
        [&](db::Transaction& tx) { return fill(tx, services, request, asked, page); }));
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::unit_bodies(out, shell, page);
    return view::respond(out, seen ? 200 : 422);
}

// --- the telephone of the commune officer

Result<UnitId> edited_unit(const Services& services, const Request& request) {
    const auto text = request.query.find("don_vi").value_or(request.form.get("don_vi"));
    const UnitId unit{parse_number<std::int64_t>(text).value_or(0)};
    const auto atlas = services.atlas();
    const auto today = services.clock.today();
    if (!unit || !atlas->find(unit, today) ||
        !territory::may_over(*atlas, request.who, Permission::run_movement, unit, today))
        return fail(ErrorKind::not_found, msg::no_such_unit);
    return unit;
}

FormPage phone_form(const Services& services, UnitId unit, std::string value) {
    FormPage page;
    page.title = msg::phone_title.in(Language::vi);
    page.lead = msg::phone_title_hint.in(Language::vi);
    page.action = "/to-chuc/dien-thoai?don_vi=" + std::to_string(unit.value);
    page.back = unit_href(unit);
    page.path = {{view::Label(unit_name(*services.atlas(), unit, services.clock.today())), page.back},
                 {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    page.fields = {{.name = "so_may",
                    .label = msg::phone_field,
                    .value = std::move(value),
                    .hint = msg::phone_field_hint,
                    .required = false}};
    return page;
}

Result<Response> show_phone(const Services& services, const Request& request) {
    const auto unit = TRY(edited_unit(services, request));
    auto number = TRY(services.database.read([&](db::Transaction& tx) { return store::phone(tx, unit); }));
    return print_form(services, request, phone_form(services, unit, std::move(number)));
}

Result<Response> save_phone(const Services& services, const Request& request) {
    const auto unit = TRY(edited_unit(services, request));
    const auto text = typed(request, "so_may");
    const auto number = text.empty() ? std::optional<std::string>("") : phone_number(text);
    if (!number)
        return print_again(services, request, phone_form(services, unit, ""),
                           form_error({{"so_may", msg::phone_wrong}}));
    const auto now = services.clock.now();
    TRY(services.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(store::set_phone(tx, unit, *number, {request.who.user, now}));
        TRY(ledger::append(tx, {request.who.user, "bodies.phone_set", "unit", unit.value, "phone", {}}, now));
        return {};
    }));
    return Response::redirect(unit_href(unit) + "&da_luu=1");
}

}  // namespace

void add_unit_routes(std::vector<http::Route>& out, const Services& services) {
    using http::Method;
    out.push_back({Method::get, "/to-chuc", Permission::read_registry,
                   [services](const Request& r) { return show_unit(services, r); }});
    out.push_back({Method::get, "/to-chuc/dien-thoai", Permission::run_movement,
                   [services](const Request& r) { return show_phone(services, r); }});
    out.push_back({Method::post, "/to-chuc/dien-thoai", Permission::run_movement,
                   [services](const Request& r) { return save_phone(services, r); }});
}

}  // namespace kheo::bodies
