// SPDX-License-Identifier: Apache-2.0
#include "statistics/pages.hpp"

#include "platform/view/layout.hpp"
#include "statistics/export.hpp"
#include "statistics/messages.gen.hpp"
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
            tx,    *atlas,           services.source, registry::visible_to(request.who, kPermission, today),
            today, request.language, services.keeper};
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

struct Exported {
    FigureTable table;
    std::vector<std::string> headings;
};

Result<Exported> table_alone(const PageReading& reading, const PageQuery& query) {
    const auto page = TRY(answer_page(reading, query));
    Exported out{page_table(reading, page), {}};
    out.headings = {std::string(msg::page_title.in(reading.language)), out.table.caption};
    for (const auto& list : {page.answer.warnings, page.answer.notes, page.answer.definition})
        for (const auto& sentence : list) out.headings.push_back(sentence.in(reading.language));
    return out;
}

Result<http::Response> export_csv(const Services& services, const http::Request& request) {
    const auto exported = TRY(reading_for(services, request, table_alone));
    return http::Response::download(table_csv(exported.table, request.language), "text/csv; charset=utf-8",
                                    "so-lieu.csv");
}

Result<http::Response> export_xlsx(const Services& services, const http::Request& request) {
    const auto exported = TRY(reading_for(services, request, table_alone));
    return http::Response::download(TRY(table_xlsx(exported.table, exported.headings, request.language)),
                                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    "so-lieu.xlsx");
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    using http::Method;
    const auto kept = std::make_shared<const Services>(services);
    const auto with = [&](auto handler) {
        return [kept, handler](const http::Request& request) { return handler(*kept, request); };
    };
    return {
        {Method::get, "/so-lieu", kPermission, with(show_page)},
        {Method::get, "/so-lieu/bang.csv", kPermission, with(export_csv)},
        {Method::get, "/so-lieu/bang.xlsx", kPermission, with(export_xlsx)},
    };
}

}  // namespace kheo::statistics
