// SPDX-License-Identifier: Apache-2.0
// The routes of the portal.
#include <charconv>

#include "base/text.hpp"
#include "platform/view/layout.hpp"
#include "portal/ledger_pages.hpp"
#include "portal/messages.gen.hpp"
#include "portal/portal.hpp"
#include "portal/reader.hpp"
#include "portal/views/explorer_page.view.hpp"
#include "portal/views/home_page.view.hpp"
#include "portal/views/initiative_page.view.hpp"

namespace kheo::portal {

namespace {

constexpr std::size_t kLongestQuestion = 200;  // bytes; longer is no search a person types

std::string typed(const http::Request& request, std::string_view name) {
    const auto value = tidy(request.query.get(name));
    return value.size() > kLongestQuestion ? std::string() : value;
}

Question question_of(const http::Request& request) {
    Question out{typed(request, "tim"), typed(request, "linh_vuc"), typed(request, "nam"),
                 typed(request, "don_vi"), 1};
    const auto page = request.query.get("trang");
    std::from_chars(page.data(), page.data() + page.size(), out.page);
    return out;
}

/// One page: model in a reading transaction, then the view.
template <typename Make, typename Print>
Result<http::Response> show(const Services& services, const http::Request& request, Make make, Print print) {
    const auto shell = view::make_shell(request, services.site);
    const auto atlas = services.atlas();
    auto page = TRY(services.database.read([&](db::Transaction& tx) {
        return make(Reader(tx, *atlas, shell, services.clock.today(), services.lists));
    }));
    page.data_up_to = services.data_up_to;
    view::Html out(shell.language);
    print(out, shell, page);
    return view::respond(out);
}

Result<http::Response> show_home(const Services& services, const http::Request& request) {
    return show(services, request, [](Reader reader) { return reader.home(); }, views::home_page);
}

Result<http::Response> show_explorer(const Services& services, const http::Request& request) {
    return show(
        services, request, [&](Reader reader) { return reader.explorer(question_of(request)); },
        views::explorer_page);
}

Result<http::Response> show_initiative(const Services& services, const http::Request& request) {
    const auto make = [&](Reader reader) -> Result<InitiativePage> {
        auto page = TRY(reader.initiative(request.captures.get("number"), services.photos));
        if (services.copy_href) page.copy_href = services.copy_href(page.card.number);
        return page;
    };
    return show(services, request, make, views::initiative_page);
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    using http::Method;
    const auto page = [services](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    const auto kept = [&](std::string pattern, auto handler) {
        return http::Route{Method::get, std::move(pattern),       auth::Permission::everyone, page(handler),
                           0,           {"registry", "territory"}};
    };
    std::vector<http::Route> all{kept("/", show_home), kept("/mo-hinh", show_explorer),
                                 kept("/mo-hinh/{number}", show_initiative)};
    for (auto& route : ledger_routes(services)) all.push_back(std::move(route));
    return all;
}

std::vector<view::NavItem> menu() {
    return {{.label = &msg::menu_explorer, .href = "/mo-hinh", .icon = "list"},
            {.label = &msg::menu_ledger, .href = "/so-nhat-ky", .icon = "certificate"}};
}

}  // namespace kheo::portal
