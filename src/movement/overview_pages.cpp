// SPDX-License-Identifier: Apache-2.0
// /phong-trao: who leads, what is called for, windows, drives and themes.
#include "movement/messages.gen.hpp"
#include "movement/pages.hpp"
#include "movement/views/overview_page.view.hpp"
#include "platform/view/draw.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::movement {

namespace {

using http::Request;
using http::Response;

constexpr int kMostEnded = 12;  // calls that have ended, the newest ones

const Message* done_word(std::string_view word) {
    if (word == "dot") return &msg::done_window;
    if (word == "chu-de") return &msg::done_drive;
    if (word == "thoi-chu-de") return &msg::done_drive_ended;
    return nullptr;
}

/// The unit whose standing body is named: the one the person runs, else reads.
UnitId home_of(const Asker& asker) {
    for (const auto permission : {auth::Permission::run_movement, auth::Permission::read_registry})
        for (const auto root : asker.roots(permission))
            if (root) return root;
    return {};
}

Result<> fill_head(db::Transaction& tx, const Services& services, const Asker& asker, OverviewPage& page) {
    const auto movement = TRY(store::movement(tx, kMovement));
    page.name = movement.name;
    page.basis = movement.basis;
    page.unverified = !movement.verified;
    page.may_run = !asker.roots(auth::Permission::run_movement).empty();
    const auto home = home_of(asker);
    page.unit = unit_name(asker, home);
    if (services.standing_body) page.standing_body = TRY(services.standing_body(tx, home, asker.today));
    return {};
}

Result<> fill(db::Transaction& tx, const Services& services, const Asker& asker, OverviewPage& page) {
    TRY(fill_head(tx, services, asker, page));
    const auto calendar = TRY(workflow::load_calendar(tx));
    int ended = 0;
    for (const auto& call : TRY(store::calls(tx))) {
        if (call.closed_on && ended >= kMostEnded) continue;
        const auto found = TRY(opened(tx, services, asker, call));
        if (!found) continue;
        ended += call.closed_on.has_value();
        page.calls.push_back(card_of(*found, asker, calendar));
    }
    std::ranges::stable_sort(page.calls, {}, &CallCard::closed);
    for (const auto& window : TRY(store::windows(tx)))
        if (asker.touches(window.unit)) page.windows.push_back(row_of(window, asker));
    for (const auto& drive : TRY(store::drives(tx, asker.today.plus_years(-1))))
        if (asker.touches(drive.unit)) page.drives.push_back(row_of_drive(drive, asker));
    return {};
}

Result<Response> show(const Services& services, const Request& request) {
    const Asking asking(services, request);
    OverviewPage page;
    page.done = done_word(request.query.get("xong"));
    TRY(services.database.read([&](db::Transaction& tx) {
        page.calls.clear(), page.windows.clear(), page.drives.clear();
        return fill(tx, services, asking.asker, page);
    }));
    return view::draw(request, services.site, views::overview_page, page);
}

}  // namespace

void add_overview_routes(std::vector<http::Route>& routes, const Services& services) {
    constexpr auto kRead = auth::Permission::read_registry;
    const auto add = [&](http::Method method, const char* pattern, auth::Permission may, auto page) {
        routes.push_back(
            {method, pattern, may, [services, page](const Request& r) { return page(services, r); }});
    };
    add(http::Method::get, "/phong-trao", kRead, show);
}

}  // namespace kheo::movement
