// SPDX-License-Identifier: Apache-2.0
// Work programmes of a body and what they are linked to: initiatives, drives.
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "bodies/body_forms.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

using auth::Permission;
using http::Request;
using http::Response;

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

Result<std::vector<ProgrammeOf>> programmes_of(db::Transaction& tx, const territory::Atlas& atlas,
                                               const auth::Principal& who, Date today, std::string_view type,
                                               std::int64_t id) {
    std::vector<ProgrammeOf> out;
    for (const auto& programme : TRY(store::programmes_linked(tx, type, id))) {
        const auto body = TRY(store::body(tx, programme.body, today));
        if (!body || !territory::may_over(atlas, who, Permission::read_registry, body->unit, today)) continue;
        out.push_back({programme.title, body->name, body_href(body->id)});
    }
    return out;
}

namespace {

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
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured_id(request)));
    return print_form(services, request, programme_form(body));
}

Result<Response> save_programme(const Services& services, const Request& request) {
    const auto body = TRY(body_for(services, request, Permission::run_movement, captured_id(request)));
    Wanted wanted;
    std::vector<FieldError> faults;
    read_form(request, wanted, faults);
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
    const auto found = TRY(services.database.read(
        [&](db::Transaction& tx) { return store::programme(tx, captured_id(request)); }));
    if (!found) return fail(ErrorKind::not_found, msg::no_such_body);
    auto body = TRY(body_for(services, request, Permission::run_movement, found->body.value));
    return LinkPlace{*found, std::move(body)};
}

Result<view::Input> link_field(const Services& services, const Request& request, const LinkSource& source) {
    view::Input out{.name = std::string(source.type), .label = *source.label, .required = false};
    if (!source.choices) return out;
    out.kind = view::InputKind::select;
    out.options.push_back({"", view::Label(msg::choose)});
    auto offered =
        TRY(services.database.read([&](db::Transaction& tx) { return source.choices(tx, request.who); }));
    for (auto& [key, name] : offered) out.options.push_back({std::move(key), view::Label(std::move(name))});
    return out;
}

Result<FormPage> link_form(const Services& services, const Request& request, const LinkPlace& place) {
    FormPage page;
    page.title = msg::link_to.in(Language::vi);
    page.lead = place.programme.title;
    page.action = "/to-chuc/chuong-trinh/" + std::to_string(place.programme.id) + "/gan";
    page.back = body_href(place.body.id);
    page.path = {{view::Label(place.body.name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    for (const auto& source : services.links)
        page.fields.push_back(TRY(link_field(services, request, source)));
    return page;
}

Result<Response> show_link(const Services& services, const Request& request) {
    const auto place = TRY(programme_for(services, request));
    return print_form(services, request, TRY(link_form(services, request, place)));
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
    if (!done) return print_again(services, request, TRY(link_form(services, request, place)), done.error());
    return Response::redirect(body_href(place.body.id) + "?da_luu=1");
}

}  // namespace

void add_programme_routes(std::vector<http::Route>& out, const Services& services) {
    const auto both = [&](const std::string& pattern, auto show, auto save) {
        add_form(out, services, pattern, show, save);
    };
    both("/to-chuc/{id}/chuong-trinh", show_programme, save_programme);
    both("/to-chuc/chuong-trinh/{id}/gan", show_link, save_link);
}

}  // namespace kheo::bodies
