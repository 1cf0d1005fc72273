// SPDX-License-Identifier: Apache-2.0
#include "statistics/pages.hpp"

#include "platform/view/layout.hpp"
#include "statistics/export.hpp"
#include "statistics/page.hpp"
#include "statistics/views/statistics_page.view.hpp"

namespace kheo::statistics {

namespace {

constexpr auto kPermission = auth::Permission::read_registry;

/// Reads under the reader's grants: answer(reading, query) inside one snapshot.
template <typename F>
auto reading_for(const Services& services, const http::Request& request, F&& answer) {
    const auto atlas = services.atlas();
    const Date today = services.clock.today();
    const auto query = read_page_query(request.query, today);
    return services.database.read([&](db::Transaction& tx) {
        const PageReading reading{
            tx,    *atlas,          services.source, registry::visible_to(request.who, kPermission, today),
            today, request.language};
        return answer(reading, query);
    });
}

Result<http::Response> show_page(const Services& services, const http::Request& request) {
    const auto page = TRY(reading_for(services, request, build_page));
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::statistics_page(out, shell, page);
    return view::respond(out, page.problem.empty() ? 200 : 422);
}

Result<FigureTable> table_alone(const PageReading& reading, const PageQuery& query) {
    return page_table(reading, TRY(answer_page(reading, query)));
}

Result<http::Response> export_csv(const Services& services, const http::Request& request) {
    const auto table = TRY(reading_for(services, request, table_alone));
    return http::Response::download(table_csv(table), "text/csv; charset=utf-8", "so-lieu.csv");
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    using http::Method;
    return {
        {Method::get, "/so-lieu", kPermission,
         [&](const http::Request& r) { return show_page(services, r); }},
        {Method::get, "/so-lieu/bang.csv", kPermission,
         [&](const http::Request& r) { return export_csv(services, r); }},
    };
}

}  // namespace kheo::statistics
