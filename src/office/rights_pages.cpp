// SPDX-License-Identifier: Apache-2.0
// What each role may do, rights handed on by their holder, and the half-yearly review.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/rights_service.hpp"
#include "office/views/hand_on_page.view.hpp"
#include "office/views/review_page.view.hpp"
#include "office/views/roles_page.view.hpp"
#include "platform/view/components.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

constexpr auto kHandOn = "/uy-quyen", kReview = "/quan-tri/ra-soat";
constexpr std::string_view kAnswer = "quyen-";

Sentence explained(const Parts& parts, const http::Request& request, std::string_view name,
                   const auth::Grant& grant) {
    return right_sentences(name, {grant}, *parts.atlas(), request.language).front();
}

Result<http::Response> get_roles(const Parts& parts, const http::Request& request) {
    RolesPage page;
    for (const auto role : auth::all_roles())
        page.rows.push_back({&role_label(role), what_role_may(role, request.language)});
    return view::draw(request, parts.site, views::roles_page, page);
}

Result<> add_colleagues(const Parts& parts, const http::Request& request, const auth::Right& right,
                        HandOnPage& page) {
    page.chosen = true;
    for (const auto& account : TRY(colleagues_for(parts, request.who, right)))
        page.colleagues.push_back({account.name, account.display_name + " (" + account.name + ")"});
    return {};
}

Result<http::Response> show_hand_on(const Parts& parts, const http::Request& request, HandOnPage page) {
    for (const auto& right : TRY(own_rights(parts, request.who))) {
        const auto id = std::to_string(right.id);
        page.rights.push_back({id, explained(parts, request, {}, right.grant).in(request.language)});
        if (id == page.right) TRY(add_colleagues(parts, request, right, page));
    }
    for (const auto& [right, colleague] : TRY(handed_on(parts, request.who)))
        page.handed.push_back({right.id, explained(parts, request, colleague, right.grant)});
    if (page.request_key.empty()) page.request_key = view::new_request_key();
    return view::draw(request, parts.site, views::hand_on_page, page, page.error.message.empty() ? 200 : 422);
}

Result<http::Response> get_hand_on(const Parts& parts, const http::Request& request) {
    HandOnPage page;
    page.right = request.query.get("quyen");
    page.from = parts.clock.today().iso();
    if (request.query.get("xong") == "giao") page.done = &msg::hand_done;
    if (request.query.get("xong") == "rut") page.done = &msg::hand_back_done;
    return show_hand_on(parts, request, std::move(page));
}

Result<http::Response> post_hand_on(const Parts& parts, const http::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.form.get(name)); };
    const HandOn typed{field("right"), field("colleague"), field("unit"),
                       field("from"),  field("until"),     field("request_key")};
    const auto done = hand_on(parts, request.who, typed);
    if (done) return http::Response::redirect(std::string(kHandOn) + "?xong=giao");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    HandOnPage page;
    page.right = typed.right;
    page.colleague = typed.colleague;
    page.unit = typed.unit;
    page.from = typed.from;
    page.until = typed.until;
    page.request_key = typed.request_key;
    page.error = done.error();
    return show_hand_on(parts, request, std::move(page));
}

Result<http::Response> post_back(const Parts& parts, const http::Request& request) {
    const auto id = parse_number<std::int64_t>(request.captures.get("id")).value_or(-1);
    const auto done = take_back(parts, request.who, id);
    if (done) return http::Response::redirect(std::string(kHandOn) + "?xong=rut");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    HandOnPage page;
    page.error = done.error();
    return show_hand_on(parts, request, std::move(page));
}

ReviewRow row_of(const Parts& parts, const http::Request& request, const ReviewedRight& each) {
    ReviewRow row;
    row.id = each.right.id;
    row.account = each.account.id.value;
    row.person = each.account.display_name;
    row.given = format_moment(each.right.granted_at);
    if (each.right.reviewed_at) row.reviewed = format_moment(*each.right.reviewed_at);
    row.explained = explained(parts, request, each.account.display_name, each.right.grant);
    row.answer = request.form.get(std::string(kAnswer) + std::to_string(row.id));
    return row;
}

Result<http::Response> show_review(const Parts& parts, const http::Request& request, const Error& error) {
    ReviewPage page;
    page.error = error;
    page.reason = request.form.get("reason");
    if (request.query.get("xong") == "1") page.done = &msg::review_done;
    for (const auto& each : TRY(rights_to_review(parts, request.who)))
        page.rows.push_back(row_of(parts, request, each));
    return view::draw(request, parts.site, views::review_page, page, error.message.empty() ? 200 : 422);
}

Result<http::Response> get_review(const Parts& parts, const http::Request& request) {
    return show_review(parts, request, {});
}

std::vector<ReviewAnswer> answers_of(const http::Request& request) {
    std::vector<ReviewAnswer> out;
    for (const auto& [name, value] : request.form.pairs()) {
        if (!name.starts_with(kAnswer) || (value != "con" && value != "het")) continue;
        if (const auto id = parse_number<std::int64_t>(std::string_view(name).substr(kAnswer.size())))
            out.push_back({*id, value == "con"});
    }
    return out;
}

Result<http::Response> post_review(const Parts& parts, const http::Request& request) {
    const auto done = review(parts, request.who, answers_of(request), request.form.get("reason"));
    if (done) return http::Response::redirect(std::string(kReview) + "?xong=1");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    return show_review(parts, request, done.error());
}

}  // namespace

void add_rights_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, std::string pattern, auth::Permission permission, auto page) {
        routes.push_back({method, std::move(pattern), permission,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          256 * 1024});
    };
    using auth::Permission;
    using http::Method;
    add(Method::get, "/vai-tro", Permission::signed_in, get_roles);
    add(Method::get, kHandOn, Permission::signed_in, get_hand_on);
    add(Method::post, kHandOn, Permission::signed_in, post_hand_on);
    add(Method::post, "/uy-quyen/{id}/rut", Permission::signed_in, post_back);
    add(Method::get, kReview, Permission::administer, get_review);
    add(Method::post, kReview, Permission::administer, post_review);
}

}  // namespace kheo::office
