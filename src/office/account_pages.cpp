// SPDX-License-Identifier: Apache-2.0
// Accounts and grants, for administrators.
#include <algorithm>

#include "base/number.hpp"
#include "office/factor_rules.hpp"
#include "office/factor_service.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/rights_service.hpp"
#include "office/service.hpp"
#include "office/viewing_service.hpp"
#include "office/views/account_page.view.hpp"
#include "office/views/accounts_page.view.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/view/components.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

std::int64_t number(std::string_view text) {
    return parse_number<std::int64_t>(text).value_or(-1);
}

auth::UserId account_of(const http::Request& request) {
    return auth::UserId{number(request.captures.get("id"))};
}

std::string own_page(auth::UserId id) {
    return "/quan-tri/tai-khoan/" + std::to_string(id.value);
}

GrantInput typed_grant(const http::Request& request) {
    return {std::string(request.form.get("role")), std::string(request.form.get("unit")),
            std::string(request.form.get("from")), std::string(request.form.get("until"))};
}

AccountRow row_of(const Parts& parts, const http::Request& request, const auth::Account& account) {
    const auto atlas = parts.atlas();
    const auto today = parts.clock.today();
    AccountRow row{account.id.value, account.name, account.display_name, account.enabled, {}, false};
    for (const auto& [id, grant] : account.grants) {
        const bool can_end = grant.until >= today && account.id != request.who.user;
        row.grants.push_back(
            {id, grant_sentence(grant, *atlas, request.language), can_end, is_over(grant, today),
             &role_label(grant.role),
             right_sentences(account.display_name, {grant}, *atlas, request.language).front()});
    }
    return row;
}

/// Who handed a right on, and why one was ended.
Result<> add_histories(const Parts& parts, auth::UserId account, std::vector<GrantRow>& rows) {
    const auto rights = TRY(rights_of(parts, account));
    for (auto& row : rows) {
        const auto right = std::ranges::find(rights, row.id, &auth::Right::id);
        if (right == rights.end()) continue;
        row.reason = right->end_reason;
        if (right->delegated_from != 0)
            row.handed_by = TRY(parts.database.read(
                [&](db::Transaction& tx) { return auth::display_name(tx, right->granted_by); }));
    }
    return {};
}

std::vector<Sentence> duties_of(const Parts& parts, const auth::Account& account) {
    std::vector<auth::Grant> grants;
    for (const auto& stored : account.grants) grants.push_back(stored.grant);
    return duties_together(account.display_name, grants, *parts.atlas(), parts.clock.today(), parts.scope);
}

Result<http::Response> get_accounts(const Parts& parts, const http::Request& request) {
    AccountsPage page;
    page.country = administers_country(request.who, parts.clock.today());
    const auto accounts = TRY(list_accounts(parts, request.who));
    const auto invited = TRY(parts.database.read(auth::without_password));
    for (const auto& account : accounts) {
        page.rows.push_back(row_of(parts, request, account));
        page.rows.back().invited = std::ranges::find(invited, account.id) != invited.end();
    }
    return view::draw(request, parts.site, views::accounts_page, page);
}

struct Shown {
    const Message* done = nullptr;
    Error error{};
    GrantInput typed{};
    std::string request_key{};
};

Result<http::Response> show_account(const Parts& parts, const http::Request& request, auth::UserId id,
                                    const Shown& shown) {
    const auto account = TRY(load_account(parts, request.who, id));
    AccountPage page;
    page.account = row_of(parts, request, account);
    TRY(add_histories(parts, id, page.account.grants));
    page.duties = duties_of(parts, account);
    page.reason = request.form.get("reason");
    page.own = id == request.who.user;
    page.can_be_viewed = no_viewing_of(parts, request.who, account) == nullptr;
    page.viewing_reason = request.form.get("viewing_reason");
    page.factor_on = TRY(has_factor(parts, id));
    page.invited = account.enabled && !TRY(has_password(parts, id));
    page.request_key = shown.request_key.empty() ? view::new_request_key() : shown.request_key;
    page.grant = shown.typed;
    if (page.grant.from.empty()) page.grant.from = parts.clock.today().iso();
    page.done = shown.done;
    page.error = shown.error;
    return view::draw(request, parts.site, views::account_page, page,
                      shown.error.message.empty() ? 200 : 422);
}

const Message* done_message(std::string_view word) {
    if (word == "da-co") return &msg::done_added_before;
    if (word == "cap") return &msg::done_granted;
    if (word == "thoi") return &msg::done_ended;
    if (word == "hai-buoc") return &msg::factor_was_reset;
    if (word == "khoa") return &msg::done_locked;
    if (word == "mo") return &msg::done_unlocked;
    return nullptr;
}

Result<http::Response> get_account(const Parts& parts, const http::Request& request) {
    return show_account(parts, request, account_of(request),
                        {.done = done_message(request.query.get("xong"))});
}

/// After an act: back to the account with a word of what was done, or the page again with what was wrong.
Result<http::Response> after(const Parts& parts, const http::Request& request, const Result<>& act,
                             std::string_view word) {
    if (act) return http::Response::redirect(own_page(account_of(request)) + "?xong=" + std::string(word));
    if (act.error().kind != ErrorKind::invalid) return fail(act.error());
    return show_account(parts, request, account_of(request),
                        {.error = act.error(),
                         .typed = typed_grant(request),
                         .request_key = std::string(request.form.get("request_key"))});
}

Result<http::Response> post_grant(const Parts& parts, const http::Request& request) {
    return after(parts, request,
                 add_grant(parts, request.who, account_of(request), typed_grant(request),
                           std::string(request.form.get("request_key"))),
                 "cap");
}

Result<http::Response> post_end_grant(const Parts& parts, const http::Request& request) {
    return after(parts, request,
                 end_right(parts, request.who, account_of(request), number(request.captures.get("grant")),
                           request.form.get("reason")),
                 "thoi");
}

Result<http::Response> post_lock(const Parts& parts, const http::Request& request) {
    const bool enabled = request.form.get("khoa") == "0";
    return after(parts, request, set_enabled(parts, request.who, account_of(request), enabled),
                 enabled ? "mo" : "khoa");
}

Result<http::Response> post_reset(const Parts& parts, const http::Request& request) {
    auto made = post_new_way_in(parts, request, account_of(request));
    if (made || made.error().kind != ErrorKind::invalid) return made;
    return after(parts, request, Result<>(fail(made.error())), "");
}

Result<http::Response> post_factor(const Parts& parts, const http::Request& request) {
    return after(parts, request, reset_factor(parts, request.who, account_of(request)), "hai-buoc");
}

Result<http::Response> post_view_as(const Parts& parts, const http::Request& request) {
    auto begun = post_viewing(parts, request, account_of(request));
    if (begun || begun.error().kind != ErrorKind::invalid) return begun;
    return after(parts, request, Result<>(fail(begun.error())), "");
}

using PageFunction = Result<http::Response> (*)(const Parts&, const http::Request&);

}  // namespace

void add_account_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, std::string pattern, PageFunction page) {
        routes.push_back({method, std::move(pattern), auth::Permission::administer,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          16 * 1024});
    };
    using http::Method;
    add(Method::get, "/quan-tri/tai-khoan", get_accounts);
    add(Method::get, "/quan-tri/tai-khoan/{id}", get_account);
    add(Method::post, "/quan-tri/tai-khoan/{id}/quyen", post_grant);
    add(Method::post, "/quan-tri/tai-khoan/{id}/quyen/{grant}/thoi", post_end_grant);
    add(Method::post, "/quan-tri/tai-khoan/{id}/khoa", post_lock);
    add(Method::post, "/quan-tri/tai-khoan/{id}/mat-khau", post_reset);
    add(Method::post, "/quan-tri/tai-khoan/{id}/hai-buoc", post_factor);
    add(Method::post, "/quan-tri/tai-khoan/{id}/xem-nhu", post_view_as);
}

}  // namespace kheo::office
