// SPDX-License-Identifier: Apache-2.0
// One body: its names, acts, successors, work programmes; for a hamlet team its people and log.
#include "base/text.hpp"
#include "bodies/body_forms.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/views/body_page.view.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

constexpr int kActivitiesShown = 50;

view::Moment moment_of(const Act& act) {
    const Message& what = act.kind == ActKind::established ? msg::act_established
                          : act.kind == ActKind::renamed   ? msg::act_renamed
                          : act.kind == ActKind::ended     ? msg::act_ended
                                                           : msg::act_replaced;
    return {view::Label(Sentence(what, {{"name", act.successor_name}})), view::Label(words_of(act.document)),
            act.day.vietnamese(), view::StepState::done};
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
    const auto body = TRY(body_for(services, request, Permission::read_registry, captured_id(request)));
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
    page.may_edit = holds_over(services, request, Permission::run_movement, body.unit);
    page.may_log = holds_over(services, request, Permission::propose, body.unit);
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

}  // namespace

void add_body_routes(std::vector<http::Route>& out, const Services& services) {
    out.push_back({http::Method::get, "/to-chuc/{id}", Permission::read_registry,
                   [services](const Request& r) { return show_body(services, r); }});
}

}  // namespace kheo::bodies
