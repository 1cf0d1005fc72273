// SPDX-License-Identifier: Apache-2.0
// One body: its names, acts, successors, work programmes; for a hamlet team its people and log. Each act is a
// form of its own.
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/views/body_page.view.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

constexpr int kActivitiesShown = 50;

std::int64_t captured(const Request& request) {
    return parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
}

bool sees(const Services& services, const Request& request, Permission permission, UnitId unit) {
    return territory::may_over(*services.atlas(), request.who, permission, unit, services.clock.today());
}

/// The body of the address, when the person holds the permission over its unit; else it is not there.
Result<Body> body_for(const Services& services, const Request& request, Permission permission,
                      std::int64_t id) {
    const auto found = TRY(services.database.read(
        [&](db::Transaction& tx) { return store::body(tx, BodyId{id}, services.clock.today()); }));
    if (!found || !sees(services, request, permission, found->unit))
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

view::Moment moment_of(const Act& act) {
    const Message& what = act.kind == ActKind::established ? msg::act_established
                          : act.kind == ActKind::renamed   ? msg::act_renamed
                          : act.kind == ActKind::ended     ? msg::act_ended
                                                           : msg::act_replaced;
    return {view::Label(Sentence(what, {{"name", act.successor_name}})), view::Label(words_of(act.document)),
            act.day.vietnamese(), view::StepState::done};
}

Result<> add_programmes(db::Transaction& tx, const Services& services, const Request& request, BodyId id,
                        BodyPage& page) {
    const auto links = TRY(store::links(tx, id));
    for (const auto& programme : TRY(store::programmes(tx, id))) {
        ProgrammeLine line{programme.id,
                           programme.title,
                           words_of(programme.document),
                           span(programme.from, programme.until),
                           {}};
        for (const auto& link : links)
            for (const auto& source : services.links) {
                if (link.programme != programme.id || link.subject_type != source.type) continue;
                if (auto shown = TRY(source.show(tx, request.who, link.key)))
                    line.links.push_back({shown->name, shown->href});
            }
        page.programmes.push_back(std::move(line));
    }
    return {};
}

Result<> add_people(db::Transaction& tx, BodyId id, Date today, BodyPage& page) {
    for (const auto& member : TRY(store::members(tx, id))) {
        const bool left = !member.serves_on(today) && member.from <= today;
        page.members.push_back({member.id.value, member.name, member.post,
                                std::string(role_words(member.role).in(Language::vi)),
                                span(member.from, member.left_on.value_or(member.until)),
                                static_cast<bool>(member.account), left});
    }
    if (const auto gone = TRY(store::forgotten(tx, id)); gone > 0)
        page.forgotten = Sentence(msg::forgotten_members, {{"count", format_count(gone)}}).in(Language::vi);
    for (const auto& activity : TRY(store::activities(tx, id, kActivitiesShown))) {
        auto pictures = TRY(shots(tx, photos_of_activity(activity.id), activity.text, page.may_edit));
        page.activities.push_back({activity.day.vietnamese(),
                                   std::string(activity_words(activity.kind).in(Language::vi)),
                                   format_count(activity.people), activity.text, std::move(pictures)});
    }
    return {};
}

Result<Response> show_body(const Services& services, const Request& request) {
    const auto body = TRY(body_for(services, request, Permission::read_registry, captured(request)));
    const auto today = services.clock.today();
    const auto unit = unit_name(*services.atlas(), body.unit, today);
    BodyPage page;
    page.id = body.id.value;
    page.title = body.name;
    page.kind = body.kind_name;
    page.unit = unit;
    page.span = span(body.from, body.until);
    page.path = {{view::Label(unit), unit_href(body.unit)}, {view::Label(body.name), ""}};
    page.living = body.until >= today;
    page.may_edit = sees(services, request, Permission::run_movement, body.unit);
    page.may_log = sees(services, request, Permission::propose, body.unit);
    page.sees_people = page.may_edit || page.may_log;
    page.team = body.kind == kTeamKind;
    page.has_programmes = body.kind == "steering_committee" || body.kind == "party_committee";
    page.saved = request.query.find("da_luu").has_value();
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        for (const auto& act : TRY(store::acts(tx, body.id))) page.acts.push_back(moment_of(act));
        for (const auto& from : TRY(store::taken_over(tx, body.id)))
            page.before.push_back(
                {from.name, "", Sentence(msg::until_day, {{"day", from.day.vietnamese()}}).in(Language::vi),
                 body_href(from.from)});
        if (page.has_programmes) TRY(add_programmes(tx, services, request, body.id, page));
        if (page.team && page.sees_people) TRY(add_people(tx, body.id, today, page));
        return {};
    }));
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::body_page(out, shell, page);
    return view::respond(out);
}

// --- the forms of the acts

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

/// What was typed into the fields of add_document; a bad date is a fault.
void read_document(const Request& request, Wanted& wanted, std::vector<FieldError>& faults) {
    const auto day = typed_day(request.form.get("ngay"));
    if (!day) faults.push_back({"ngay", msg::day_wrong});
    wanted.day = day.value_or(Date{});
    const auto text = trim(request.form.get("ngay_van_ban"));
    wanted.document = {typed(request, "so_van_ban"), typed(request, "noi_ban_hanh"), typed_day(text)};
    if (!text.empty() && !wanted.document.day) faults.push_back({"ngay_van_ban", msg::day_wrong});
    wanted.request_key = request.form.get("request_key");
    wanted.name = typed(request, "ten");
    wanted.kind = request.form.get("loai");
}

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
    read_document(request, wanted, faults);
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
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured(request)));
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
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured(request)));
    Wanted wanted;
    wanted.unit = body.unit;
    wanted.level = body.level;
    std::vector<FieldError> faults;
    read_document(request, wanted, faults);
    wanted.successor = BodyId{parse_number<std::int64_t>(request.form.get("co_quan_moi")).value_or(0)};
    auto page = TRY(filled_change_form(services, body, act));
    if (!faults.empty()) return print_again(services, request, std::move(page), form_error(faults));
    const Actor actor{request.who.user, services.clock.now()};
    const auto done =
        services.database.write([&](db::Transaction& tx) { return change(tx, body, act, wanted, actor); });
    if (!done) return print_again(services, request, std::move(page), done.error());
    return Response::redirect(body_href(body.id) + "?da_luu=1");
}

// --- work programmes

FormPage programme_form(const Body& body) {
    FormPage page;
    page.title = msg::add_programme.in(Language::vi);
    page.action = body_href(body.id) + "/chuong-trinh";
    page.back = body_href(body.id);
    page.path = {{view::Label(body.name), page.back}, {view::Label(page.title), ""}};
    page.button = msg::save.in(Language::vi);
    page.fields.push_back({.name = "ten", .label = msg::programme_name});
    add_document(page.fields, msg::from_day);
    page.fields.push_back({.name = "den_ngay", .label = msg::last_day, .kind = view::InputKind::date});
    return page;
}

Result<Response> show_programme(const Services& services, const Request& request) {
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured(request)));
    return print_form(services, request, programme_form(body));
}

Result<Response> save_programme(const Services& services, const Request& request) {
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured(request)));
    Wanted wanted;
    std::vector<FieldError> faults;
    read_document(request, wanted, faults);
    const auto until = typed_day(request.form.get("den_ngay"));
    if (!until) faults.push_back({"den_ngay", msg::day_wrong});
    if (!faults.empty()) return print_again(services, request, programme_form(body), form_error(faults));
    const Programme programme{0, body.id, wanted.name, wanted.document, wanted.day, *until};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return add_programme(tx, programme, wanted.request_key, {request.who.user, services.clock.now()});
    });
    if (!done) return print_again(services, request, programme_form(body), done.error());
    return Response::redirect(body_href(body.id) + "?da_luu=1");
}

struct LinkPlace {
    Programme programme;
    Body body;
};

Result<LinkPlace> programme_for(const Services& services, const Request& request) {
    const auto found = TRY(
        services.database.read([&](db::Transaction& tx) { return store::programme(tx, captured(request)); }));
    if (!found) return fail(ErrorKind::not_found, msg::no_such_body);
    auto body = TRY(body_for(services, request, Permission::run_movement, found->body.value));
    return LinkPlace{*found, std::move(body)};
}

FormPage link_form(const Services& services, const LinkPlace& place) {
    FormPage page;
    page.title = msg::link_to.in(Language::vi);
    page.lead = place.programme.title;
    page.action = "/to-chuc/chuong-trinh/" + std::to_string(place.programme.id) + "/gan";
    page.back = body_href(place.body.id);
    page.path = {{view::Label(place.body.name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    for (const auto& source : services.links)
        page.fields.push_back({.name = std::string(source.type), .label = *source.label, .required = false});
    return page;
}

Result<Response> show_link(const Services& services, const Request& request) {
    return print_form(services, request, link_form(services, TRY(programme_for(services, request))));
}

/// Links what was typed for each source; what nobody finds is a fault of its field.
Result<> link_all(db::Transaction& tx, const Services& services, const Request& request,
                  const LinkPlace& place) {
    const Actor actor{request.who.user, services.clock.now()};
    std::vector<FieldError> faults;
    bool any = false;
    for (const auto& source : services.links) {
        const auto text = typed(request, source.type);
        if (text.empty()) continue;
        any = true;
        const auto subject = TRY(source.find(tx, request.who, text));
        if (!subject)
            faults.push_back({std::string(source.type), Sentence(msg::link_unknown, {{"text", text}})});
        else if (TRY(store::insert_link(
                     tx, {0, place.programme.id, std::string(source.type), subject->id, subject->key},
                     actor)))
            TRY(ledger::append(
                tx, {actor.user, "bodies.programme_linked", "body", place.body.id.value, "programme", {}},
                actor.at));
    }
    if (!any) faults.push_back({"initiative", msg::link_missing});
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    return {};
}

Result<Response> save_link(const Services& services, const Request& request) {
    const auto place = TRY(programme_for(services, request));
    const auto done =
        services.database.write([&](db::Transaction& tx) { return link_all(tx, services, request, place); });
    if (!done) return print_again(services, request, link_form(services, place), done.error());
    return Response::redirect(body_href(place.body.id) + "?da_luu=1");
}

}  // namespace

void add_body_routes(std::vector<http::Route>& out, const Services& services) {
    const auto both = [&](std::string pattern, auto show, auto save) {
        out.push_back({http::Method::get, pattern, Permission::run_movement,
                       [services, show](const Request& r) { return show(services, r); }});
        out.push_back({http::Method::post, pattern, Permission::run_movement,
                       [services, save](const Request& r) { return save(services, r); }});
    };
    out.push_back({http::Method::get, "/to-chuc/{id}", Permission::read_registry,
                   [services](const Request& r) { return show_body(services, r); }});
    both("/to-chuc/lap", show_establish, save_establish);
    for (const auto& [path, act] : {std::pair{"/doi-ten", ActKind::renamed},
                                    {"/ket-thuc", ActKind::ended},
                                    {"/thay-the", ActKind::replaced}})
        both(
            std::string("/to-chuc/{id}") + path,
            [act](const Services& s, const Request& r) { return show_change(s, r, act); },
            [act](const Services& s, const Request& r) { return save_change(s, r, act); });
    both("/to-chuc/{id}/chuong-trinh", show_programme, save_programme);
    both("/to-chuc/chuong-trinh/{id}/gan", show_link, save_link);
}

}  // namespace kheo::bodies
