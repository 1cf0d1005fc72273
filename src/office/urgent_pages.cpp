// SPDX-License-Identifier: Apache-2.0
// "Mở khẩn": the form, the list of what was opened, and the dossier read-only for an hour.
#include "base/text.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/urgent_service.hpp"
#include "office/views.hpp"
#include "office/views/urgent_dossier_page.view.hpp"
#include "office/views/urgent_page.view.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/view/components.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

constexpr auto kPage = "/quan-tri/mo-khan";

Result<http::Response> show(const Parts& parts, const http::Request& request, UrgentPage page) {
    const auto now = parts.clock.now();
    for (const auto& [opening, person] : TRY(openings_told(parts, request.who, auth::Permission::administer)))
        page.rows.push_back({opening.dossier, person, opening.reason, format_moment(opening.opened_at),
                             opening.account == request.who.user && opening.ends_at > now});
    if (page.request_key.empty()) page.request_key = view::new_request_key();
    return view::draw(request, parts.site, views::urgent_page, page, page.error.message.empty() ? 200 : 422);
}

Result<http::Response> get_page(const Parts& parts, const http::Request& request) {
    return show(parts, request, {});
}

Result<http::Response> post_page(const Parts& parts, const http::Request& request) {
    UrgentPage page;
    page.code = tidy(request.form.get("code"));
    page.reason = request.form.get("reason");
    page.request_key = request.form.get("request_key");
    const auto done = open_urgently(parts, request.who, page.code, page.reason, page.request_key);
    if (!done && done.error().kind != ErrorKind::invalid) return fail(done.error());
    if (done) return http::Response::redirect(std::string(kPage) + "/" + *done);
    page.error = done.error();
    return show(parts, request, std::move(page));
}

Result<http::Response> get_dossier(const Parts& parts, const http::Request& request) {
    const auto found = TRY(opened_dossier(parts, request.who, request.captures.get("code")));
    UrgentDossierPage page{found.dossier, found.opening.reason, format_moment(found.opening.ends_at), {}};
    if (const auto* unit = parts.atlas()->find(found.dossier.unit, parts.clock.today()))
        page.unit = unit->full_name;
    return view::draw(request, parts.site, views::urgent_dossier_page, page);
}

}  // namespace

Result<DeskCard> urgent_card(const Parts& parts, const http::Request& request) {
    DeskCard card;
    if (auth::looks_on(request.who)) return card;
    card.title = &msg::urgent_card;
    for (const auto& [opening, person] : TRY(openings_told(parts, request.who, auth::Permission::approve)))
        card.lines.push_back({Sentence(msg::urgent_card_line, {{"name", person}, {"code", opening.dossier}})
                                  .in(request.language),
                              format_moment(opening.opened_at) + " · " + opening.reason,
                              {}});
    return card;
}

void add_urgent_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    if (!parts->urgent_dossier) return;
    const auto add = [&](http::Method method, std::string pattern, auto page) {
        routes.push_back({method, std::move(pattern), auth::Permission::administer,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          16 * 1024});
    };
    add(http::Method::get, kPage, get_page);
    add(http::Method::post, kPage, post_page);
    add(http::Method::get, "/quan-tri/mo-khan/{code}", get_dossier);
}

}  // namespace kheo::office
