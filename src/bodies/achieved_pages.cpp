// SPDX-License-Identifier: Apache-2.0
// Statuses of a unit and its site-clearance campaigns: forms, and the protected table of a campaign.
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/achieved.hpp"
#include "bodies/acts.hpp"
#include "bodies/body_forms.hpp"
#include "bodies/clearance_view.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/pages.hpp"
#include "bodies/rules.hpp"
#include "bodies/views/clearance_page.view.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

struct Place {
    UnitId unit;
    std::string level, name, type;
};

Result<Place> place_of(const Services& services, const Request& request, Permission permission, UnitId unit) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    const auto* found = unit ? atlas->find(unit, today) : nullptr;
    if (!found || !territory::may_over(*atlas, request.who, permission, unit, today))
        return fail(ErrorKind::not_found, msg::no_such_unit);
    return Place{unit, std::string(territory::level_name(found->level)), found->full_name, found->type};
}

Result<Place> asked_place(const Services& services, const Request& request) {
    const UnitId unit{parse_number<std::int64_t>(request.query.get("don_vi")).value_or(0)};
    return place_of(services, request, Permission::run_movement, unit);
}

std::int64_t captured(const Request& request) {
    return parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
}

FormPage form_at(const Place& place, const Message& title, const Message& lead, std::string action,
                 std::string back) {
    FormPage page;
    page.title = title.in(Language::vi);
    page.lead = lead.in(Language::vi);
    page.action = std::move(action);
    page.back = std::move(back);
    page.path = {{view::Label(place.name), unit_href(place.unit)}, {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    return page;
}

FieldError day_fault(const Request& request, const char* field) {
    return {field, trim(request.form.get(field)).empty() ? msg::day_missing : msg::day_wrong};
}

// --- statuses

Result<FormPage> status_form(const Services& services, const Place& place) {
    auto page =
        form_at(place, msg::award_status, msg::award_status_lead,
                "/to-chuc/danh-hieu?don_vi=" + std::to_string(place.unit.value), unit_href(place.unit));
    std::vector<view::Option> kinds{{"", view::Label(msg::choose)}};
    for (const auto& kind : TRY(services.database.read(store::status_kinds)))
        if (kind.serves({place.level, place.type})) kinds.push_back({kind.code, view::Label(kind.name)});
    page.fields.push_back({.name = "danh_hieu",
                           .label = msg::status,
                           .kind = view::InputKind::select,
                           .options = std::move(kinds)});
    add_document(page.fields, msg::from_day);
    page.fields.push_back(
        {.name = "den_ngay", .label = msg::last_day, .kind = view::InputKind::date, .required = false});
    return page;
}

Result<Response> show_status_form(const Services& services, const Request& request) {
    return print_form(services, request, TRY(status_form(services, TRY(asked_place(services, request)))));
}

Result<Response> save_status(const Services& services, const Request& request) {
    const auto place = TRY(asked_place(services, request));
    auto page = TRY(status_form(services, place));
    const auto from = typed_day(request.form.get("ngay"));
    const auto last = trim(request.form.get("den_ngay"));
    const auto until = typed_day(last.empty() ? kEndOfTime : last);
    std::vector<FieldError> faults;
    if (!from) faults.push_back(day_fault(request, "ngay"));
    if (!until) faults.push_back(day_fault(request, "den_ngay"));
    const auto document = read_document(request, faults);
    if (!faults.empty()) {  // the rest is told in the same round
        if (request.form.get("danh_hieu").empty()) faults.push_back({"danh_hieu", msg::status_not_here});
        add_document_faults(document, faults);
        return print_again(services, request, std::move(page), form_error(faults));
    }
    const UnitStatus status{0,      place.unit, std::string(request.form.get("danh_hieu")), "", *from,
                            *until, document};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return award_status(tx, status, {place.level, place.type}, services.clock.today(),
                            request.form.get("request_key"), {request.who.user, services.clock.now()});
    });
    if (!done) return print_again(services, request, std::move(page), done.error());
    return Response::redirect(unit_href(place.unit) + "&da_luu=1");
}

struct StatusPlace {
    UnitStatus status;
    Place place;
};

Result<StatusPlace> status_for(const Services& services, const Request& request) {
    const auto found = TRY(
        services.database.read([&](db::Transaction& tx) { return store::status(tx, captured(request)); }));
    if (!found) return fail(ErrorKind::not_found, msg::no_such_body);
    auto place = TRY(place_of(services, request, Permission::run_movement, found->unit));
    return StatusPlace{*found, std::move(place)};
}

FormPage status_end_form(const StatusPlace& at) {
    auto page =
        form_at(at.place, msg::end_status, msg::end_status_lead,
                "/to-chuc/danh-hieu/" + std::to_string(at.status.id) + "/het", unit_href(at.place.unit));
    page.lead = at.status.name;
    page.fields = {{.name = "ngay", .label = msg::last_day, .kind = view::InputKind::date}};
    return page;
}

Result<Response> show_status_end(const Services& services, const Request& request) {
    return print_form(services, request, status_end_form(TRY(status_for(services, request))));
}

Result<Response> save_status_end(const Services& services, const Request& request) {
    const auto at = TRY(status_for(services, request));
    const auto day = typed_day(request.form.get("ngay"));
    if (!day)
        return print_again(services, request, status_end_form(at), form_error({day_fault(request, "ngay")}));
    const auto done = services.database.write([&](db::Transaction& tx) {
        return end_status(tx, at.status.id, *day, services.clock.today(),
                          {request.who.user, services.clock.now()});
    });
    if (!done) return print_again(services, request, status_end_form(at), done.error());
    return Response::redirect(unit_href(at.place.unit) + "&da_luu=1");
}

// --- site clearance

std::string campaign_href(std::int64_t id) {
    return "/to-chuc/giai-phong-mat-bang/" + std::to_string(id);
}

FormPage campaign_form(const Place& place) {
    auto page = form_at(place, msg::begin_campaign, msg::begin_campaign_lead,
                        "/to-chuc/giai-phong-mat-bang?don_vi=" + std::to_string(place.unit.value),
                        unit_href(place.unit));
    page.fields.push_back({.name = "ten", .label = msg::campaign_title, .hint = msg::campaign_title_hint});
    add_document(page.fields, msg::from_day);
    return page;
}

Result<Response> show_campaign_form(const Services& services, const Request& request) {
    return print_form(services, request, campaign_form(TRY(asked_place(services, request))));
}

Result<Response> save_campaign(const Services& services, const Request& request) {
    const auto place = TRY(asked_place(services, request));
    const auto from = typed_day(request.form.get("ngay"));
    std::vector<FieldError> faults;
    if (!from) faults.push_back(day_fault(request, "ngay"));
    const auto document = read_document(request, faults);
    if (!faults.empty()) {
        if (typed(request, "ten").empty()) faults.push_back({"ten", msg::name_missing});
        add_document_faults(document, faults);
        return print_again(services, request, campaign_form(place), form_error(faults));
    }
    const Campaign campaign{0, place.unit, typed(request, "ten"), document, *from};
    const auto made = services.database.write([&](db::Transaction& tx) {
        return begin_campaign(tx, campaign, request.form.get("request_key"),
                              {request.who.user, services.clock.now()});
    });
    if (!made) return print_again(services, request, campaign_form(place), made.error());
    return Response::redirect(campaign_href(*made));
}

struct CampaignPlace {
    Campaign campaign;
    Place place;
};

Result<CampaignPlace> campaign_for(const Services& services, const Request& request, Permission permission) {
    const auto found = TRY(
        services.database.read([&](db::Transaction& tx) { return store::campaign(tx, captured(request)); }));
    if (!found) return fail(ErrorKind::not_found, msg::no_such_body);
    auto place = TRY(place_of(services, request, permission, found->unit));
    return CampaignPlace{*found, std::move(place)};
}

std::string words_of(const ProtectedRow& row, std::size_t stage) {
    return row.shown[stage] == Shown::hidden ? "…" : format_count(row.counts[stage]);
}

ClearanceLine line_of(std::string name, std::string day, const ProtectedRow& row) {
    return {std::move(name), std::move(day), words_of(row, 0), words_of(row, 1), words_of(row, 2)};
}

Result<Response> show_campaign(const Services& services, const Request& request) {
    const auto at = TRY(campaign_for(services, request, Permission::read_registry));
    const auto stretches = TRY(
        services.database.read([&](db::Transaction& tx) { return store::stretches(tx, at.campaign.id); }));
    std::vector<Stages> counts;
    for (const auto& stretch : stretches) counts.push_back(stretch.counts);
    const auto table = protect(counts);
    ClearancePage page;
    page.id = at.campaign.id;
    page.title = at.campaign.title;
    page.document = at.campaign.document.number + ", " + at.campaign.document.issuer;
    page.path = {{view::Label(at.place.name), unit_href(at.place.unit)}, {view::Label(page.title), ""}};
    page.may_edit = territory::may_over(*services.atlas(), request.who, Permission::run_movement,
                                        at.place.unit, services.clock.today());
    for (std::size_t i = 0; i < stretches.size(); ++i)
        page.lines.push_back(line_of(stretches[i].name, stretches[i].counted_on.vietnamese(), table.rows[i]));
    page.total = line_of("", "", table.totals);
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::clearance_page(out, shell, page);
    return view::respond(out);
}

FormPage stretch_form(const CampaignPlace& at) {
    auto page = form_at(at.place, msg::count_stretch, msg::count_stretch_lead,
                        campaign_href(at.campaign.id) + "/doan", campaign_href(at.campaign.id));
    const auto number = [](std::string name, const Message& label) {
        return view::Input{.name = std::move(name), .label = label, .kind = view::InputKind::number};
    };
    page.fields = {{.name = "ten", .label = msg::stretch, .hint = msg::stretch_hint},
                   {.name = "ngay", .label = msg::counted_on, .kind = view::InputKind::date},
                   number("so_ho", msg::households_to_move),
                   number("dong_thuan", msg::households_agreed),
                   number("ban_giao", msg::households_handed)};
    return page;
}

Result<Response> show_stretch_form(const Services& services, const Request& request) {
    return print_form(services, request,
                      stretch_form(TRY(campaign_for(services, request, Permission::run_movement))));
}

Result<Response> save_stretch(const Services& services, const Request& request) {
    const auto at = TRY(campaign_for(services, request, Permission::run_movement));
    const auto number = [&](std::string_view name) {
        return parse_number<std::int64_t>(trim(request.form.get(name))).value_or(-1);
    };
    const auto day = typed_day(request.form.get("ngay"));
    if (!day) return print_again(services, request, stretch_form(at), form_error({{"ngay", msg::day_wrong}}));
    const Stretch stretch{
        typed(request, "ten"), {number("so_ho"), number("dong_thuan"), number("ban_giao")}, *day};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return count_stretch(tx, at.campaign, stretch, services.clock.today(),
                             {request.who.user, services.clock.now()});
    });
    if (!done) return print_again(services, request, stretch_form(at), done.error());
    return Response::redirect(campaign_href(at.campaign.id));
}

}  // namespace

void add_achieved_routes(std::vector<http::Route>& out, const Services& services) {
    const auto both = [&](const std::string& pattern, auto show, auto save) {
        add_form(out, services, pattern, show, save);
    };
    both("/to-chuc/danh-hieu", show_status_form, save_status);
    both("/to-chuc/danh-hieu/{id}/het", show_status_end, save_status_end);
    both("/to-chuc/giai-phong-mat-bang", show_campaign_form, save_campaign);
    out.push_back({http::Method::get, "/to-chuc/giai-phong-mat-bang/{id}", Permission::read_registry,
                   [services](const Request& r) { return show_campaign(services, r); }});
    both("/to-chuc/giai-phong-mat-bang/{id}/doan", show_stretch_form, save_stretch);
}

}  // namespace kheo::bodies
