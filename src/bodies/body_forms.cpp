// SPDX-License-Identifier: Apache-2.0
// The acts on a body, each a form of its own: establish, rename, replace, end.
#include "bodies/body_forms.hpp"

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/store.hpp"

namespace kheo::bodies {

using auth::Permission;
using http::Request;
using http::Response;

std::int64_t captured_id(const Request& request) {
    return parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
}

bool holds_over(const Services& services, const Request& request, Permission permission, UnitId unit) {
    return territory::may_over(*services.atlas(), request.who, permission, unit, services.clock.today());
}

Result<Body> body_for(const Services& services, const Request& request, Permission permission,
                      std::int64_t id) {
    const auto found = TRY(services.database.read(
        [&](db::Transaction& tx) { return store::body(tx, BodyId{id}, services.clock.today()); }));
    if (!found || !holds_over(services, request, permission, found->unit))
        return fail(ErrorKind::not_found, msg::no_such_body);
    return *found;
}

std::string span(Date from, Date until) {
    const bool open = until.iso() == kEndOfTime;
    return Sentence(open ? msg::span_open : msg::span,
                    {{"from", from.vietnamese()}, {"to", until.vietnamese()}})
        .in(Language::vi);
}

std::string words_of(const Document& document) {
    std::string out = document.number;
    if (document.day)
        out += Sentence(msg::document_of_day, {{"day", document.day->vietnamese()}}).in(Language::vi);
    return out + (document.issuer.empty() ? "" : ", " + document.issuer);
}

void add_document(std::vector<view::Input>& fields, const Message& day_label) {
    fields.push_back({.name = "ngay", .label = day_label, .kind = view::InputKind::date});
    fields.push_back(
        {.name = "so_van_ban", .label = msg::document_number, .hint = msg::document_number_hint});
    fields.push_back({.name = "ngay_van_ban",
                      .label = msg::document_day,
                      .kind = view::InputKind::date,
                      .required = false});
    fields.push_back({.name = "noi_ban_hanh", .label = msg::document_issuer});
}

Document read_document(const Request& request, std::vector<FieldError>& faults) {
    const auto text = trim(request.form.get("ngay_van_ban"));
    const auto day = typed_day(text);
    if (!text.empty() && !day) faults.push_back({"ngay_van_ban", msg::day_wrong});
    return {typed(request, "so_van_ban"), typed(request, "noi_ban_hanh"), day};
}

void read_form(const Request& request, Wanted& wanted, std::vector<FieldError>& faults) {
    const auto day = typed_day(request.form.get("ngay"));
    if (!day) faults.push_back({"ngay", msg::day_wrong});
    wanted.day = day.value_or(Date{});
    wanted.document = read_document(request, faults);
    wanted.request_key = request.form.get("request_key");
    wanted.name = typed(request, "ten");
    wanted.kind = request.form.get("loai");
}

namespace {

Result<std::vector<view::Option>> kind_options(const Services& services, std::string_view level, bool teams) {
    std::vector<view::Option> out{{"", view::Label(msg::choose)}};
    for (const auto& kind : TRY(services.database.read(store::kinds)))
        if (kind.serves(level) && (kind.code == kTeamKind) == teams)
            out.push_back({kind.code, view::Label(kind.name)});
    return out;
}

struct Place {
    UnitId unit;
    std::string level, name;
};

/// don_vi=… of a form that makes something in a unit.
Result<Place> edited_place(const Services& services, const Request& request) {
    const UnitId unit{parse_number<std::int64_t>(request.query.get("don_vi")).value_or(-1)};
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    const auto* found = unit ? atlas->find(unit, today) : nullptr;
    if ((unit && !found) || !territory::may_over(*atlas, request.who, Permission::run_movement, unit, today))
        return fail(ErrorKind::not_found, msg::no_such_unit);
    return Place{unit, found ? std::string(territory::level_name(found->level)) : "country",
                 unit_name(*atlas, unit, today)};
}

Result<FormPage> establish_form(const Services& services, const Place& place) {
    FormPage page;
    page.title = msg::establish.in(Language::vi);
    page.lead = msg::establish_lead.in(Language::vi);
    page.action = "/to-chuc/lap?don_vi=" + std::to_string(place.unit.value);
    page.back = unit_href(place.unit);
    page.path = {{view::Label(place.name), page.back}, {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    page.fields.push_back({.name = "loai",
                           .label = msg::kind,
                           .kind = view::InputKind::select,
                           .options = TRY(kind_options(services, place.level, false))});
    page.fields.push_back({.name = "ten", .label = msg::name, .hint = msg::name_hint});
    add_document(page.fields, msg::from_day);
    return page;
}

Result<Response> show_establish(const Services& services, const Request& request) {
    const auto place = TRY(edited_place(services, request));
    return print_form(services, request, TRY(establish_form(services, place)));
}

Result<Response> save_establish(const Services& services, const Request& request) {
    const auto place = TRY(edited_place(services, request));
    Wanted wanted;
    wanted.unit = place.unit;
    wanted.level = place.level;
    std::vector<FieldError> faults;
    read_form(request, wanted, faults);
    auto page = TRY(establish_form(services, place));
    if (!faults.empty()) return print_again(services, request, std::move(page), form_error(faults));
    const Actor actor{request.who.user, services.clock.now()};
    const auto made =
        services.database.write([&](db::Transaction& tx) { return establish(tx, wanted, actor); });
    if (!made) return print_again(services, request, std::move(page), made.error());
    return Response::redirect(body_href(*made) + "?da_luu=1");
}

FormPage change_form(const Body& body, ActKind act) {
    FormPage page;
    const bool renames = act == ActKind::renamed, ends = act == ActKind::ended;
    page.title = (renames ? msg::rename : ends ? msg::end_it : msg::replace).in(Language::vi);
    page.lead = (renames ? msg::rename_lead : ends ? msg::end_lead : msg::replace_lead).in(Language::vi);
    page.action = body_href(body.id) + (renames ? "/doi-ten" : ends ? "/ket-thuc" : "/thay-the");
    page.back = body_href(body.id);
    page.path = {{view::Label(body.name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    page.danger = ends;
    return page;
}

Result<FormPage> filled_change_form(const Services& services, const Body& body, ActKind act) {
    auto page = change_form(body, act);
    if (act == ActKind::replaced) {
        std::vector<view::Option> there{{"", view::Label(msg::new_body)}};
        const auto others = TRY(services.database.read([&](db::Transaction& tx) {
            return store::bodies_of(tx, body.unit, services.clock.today(), false);
        }));
        for (const auto& other : others)
            if (other.id != body.id)
                there.push_back({std::to_string(other.id.value), view::Label(other.name)});
        page.fields.push_back({.name = "co_quan_moi",
                               .label = msg::successor,
                               .kind = view::InputKind::select,
                               .options = std::move(there),
                               .required = false});
        page.fields.push_back({.name = "loai",
                               .label = msg::kind_of_new,
                               .kind = view::InputKind::select,
                               .options = TRY(kind_options(services, body.level, body.kind == kTeamKind)),
                               .required = false});
        page.fields.push_back({.name = "ten", .label = msg::name_of_new, .required = false});
    }
    if (act == ActKind::renamed) page.fields.push_back({.name = "ten", .label = msg::new_name});
    add_document(page.fields, act == ActKind::ended ? msg::last_day : msg::from_day);
    return page;
}

Result<Response> show_change(const Services& services, const Request& request, ActKind act) {
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured_id(request)));
    return print_form(services, request, TRY(filled_change_form(services, body, act)));
}

Result<> change(db::Transaction& tx, const Body& body, ActKind act, const Wanted& wanted,
                const Actor& actor) {
    if (act == ActKind::renamed) return rename(tx, body.id, wanted, actor);
    if (act == ActKind::ended) return end(tx, body.id, wanted, actor);
    TRY(replace(tx, body.id, wanted, actor));
    return {};
}

Result<Response> save_change(const Services& services, const Request& request, ActKind act) {
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured_id(request)));
    Wanted wanted;
    wanted.unit = body.unit;
    wanted.level = body.level;
    std::vector<FieldError> faults;
    read_form(request, wanted, faults);
    wanted.successor = BodyId{parse_number<std::int64_t>(request.form.get("co_quan_moi")).value_or(0)};
    auto page = TRY(filled_change_form(services, body, act));
    if (!faults.empty()) return print_again(services, request, std::move(page), form_error(faults));
    const Actor actor{request.who.user, services.clock.now()};
    const auto done =
        services.database.write([&](db::Transaction& tx) { return change(tx, body, act, wanted, actor); });
    if (!done) return print_again(services, request, std::move(page), done.error());
    return Response::redirect(body_href(body.id) + "?da_luu=1");
}

}  // namespace

void add_act_routes(std::vector<http::Route>& out, const Services& services) {
    const auto both = [&](const std::string& pattern, auto show, auto save) {
        add_form(out, services, pattern, show, save);
    };
    both("/to-chuc/lap", show_establish, save_establish);
    for (const auto& [path, act] : {std::pair{"/doi-ten", ActKind::renamed},
                                    {"/ket-thuc", ActKind::ended},
                                    {"/thay-the", ActKind::replaced}})
        both(
            std::string("/to-chuc/{id}") + path,
            [act](const Services& s, const Request& r) { return show_change(s, r, act); },
            [act](const Services& s, const Request& r) { return save_change(s, r, act); });
}

}  // namespace kheo::bodies
