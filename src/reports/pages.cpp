// SPDX-License-Identifier: Apache-2.0
// /bao-cao: choose, preview, download. Everything but the standing body is a GET; an address can be sent on.
#include "reports/pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/document/document.hpp"
#include "platform/http/status.hpp"
#include "platform/view/draw.hpp"
#include "reports/desk.hpp"
#include "reports/issuer.hpp"
#include "reports/messages.gen.hpp"
#include "reports/reports.hpp"
#include "reports/store.hpp"
#include "reports/views/desk.view.hpp"
#include "reports/views/preview.view.hpp"

namespace kheo::reports {

namespace {

using http::Request;
using http::Response;

std::string query_of(std::string_view unit, std::string_view period) {
    return "?don_vi=" + http::percent_encode(unit) + "&ky=" + http::percent_encode(period);
}

Result<> describe(db::Transaction& tx, const territory::Atlas& atlas, const Chosen& chosen, DeskPage& page) {
    const auto on = chosen.order.period.last;
    const auto issuer = TRY(find_issuer(tx, atlas, chosen.order.unit, on));
    const Occasion occasion{chosen.order.kind,
                            chosen.order.unit ? atlas.find(chosen.order.unit, on) : nullptr, 0, false};
    page.title = report_title(occasion, chosen.order.period);
    page.issuer = issuer.full_name;
    page.form = issuer.form == Form::party ? msg::form_party : msg::form_state;
    page.basis = issuer.legal_basis;
    page.verified = issuer.verified;
    page.ready = true;
    return {};
}

Result<Response> show_desk(const Services& services, const Request& request) {
    const auto atlas = services.atlas();
    const auto today = services.clock.today();
    DeskPage page;
    page.unit = request.query.get("don_vi");
    page.period = request.query.get("ky");
    page.periods = period_choices(today);
    if (request.query.find("don_vi")) {
        auto chosen = choose(request, *atlas, today);
        page.candidates = candidate_links(chosen, page.period);
        if (chosen.error) {
            page.error = std::move(chosen.error);
        } else {
            auto described = services.database.read(
                [&](db::Transaction& tx) -> Result<> { return describe(tx, *atlas, chosen, page); });
            if (!described && http::status_of(described.error().kind) >= 500)
                return std::unexpected(std::move(described).error());
            if (!described) page.error = std::move(described).error();
            const auto query = query_of(chosen.unit_key, page.period);
            page.preview_href = "/bao-cao/xem" + query;
            page.download_href = "/bao-cao/tai" + query;
        }
    } else {
        page.unit = own_unit(request.who, *atlas, today);
    }
    return view::draw(request, services.site, views::desk, page, page.error ? 422 : 200);
}

Result<Report> draft(const Services& services, const Request& request) {
    const auto atlas = services.atlas();
    auto chosen = choose(request, *atlas, services.clock.today());
    if (chosen.error) {  // also what lies outside the grants: it looks like what does not exist
        chosen.error->kind = ErrorKind::not_found;
        return fail(*std::move(chosen.error));
    }
    const Sources sources{*atlas, services.facts, services.templates, services.site.demonstration,
                          services.clock.now()};
    return services.database.read(
        [&](db::Transaction& tx) { return make_report(tx, chosen.order, sources); });
}

Result<Response> show_preview(const Services& services, const Request& request) {
    const auto report = TRY(draft(services, request));
    const auto query = query_of(request.query.get("don_vi"), request.query.get("ky"));
    const PreviewPage page{report.title, "/bao-cao" + query, "/bao-cao/tai" + query, report.own_template,
                           view::Markup::trusted(TRY(document::to_html(report.docx)))};
    return view::draw(request, services.site, views::preview, page);
}

Result<Response> download(const Services& services, const Request& request) {
    auto report = TRY(draft(services, request));
    return Response::download(std::move(report.docx), std::string(document::kDocxType),
                              report.file_name + ".docx");
}

Result<Response> download_template(const Request& request) {
    const auto name = request.captures.get("ten");
    const auto bytes = shipped_template(name);
    if (bytes.empty()) return fail(ErrorKind::not_found, msg::no_template);
    return Response::download(std::string(bytes), std::string(document::kDocxType),
                              std::string(name) + ".docx");
}

constexpr std::string_view kDeskCss = R"(
body.paper-desk{background:#d9d3c6;margin:0}
.paper-bar{position:sticky;top:0;z-index:3;background:#142a54;color:#fff;padding:.5rem 1rem;display:flex;gap:.6rem;
 align-items:center;flex-wrap:wrap;font-size:.9375rem}
.paper-right{margin-left:auto;display:flex;gap:.6rem;align-items:center;flex-wrap:wrap}
@media(max-width:820px){.paper-tip{display:none}.paper-right{margin-left:0}}
@media print{body.paper-desk{background:#fff}.paper-bar,body.paper-desk>.demo{display:none}}
)";

Response paper_style() {
    Response response;
    response.content_type = "text/css; charset=utf-8";
    response.body = document::paper_css().append(kDeskCss);
    return response.set("Cache-Control", "private, max-age=300"), response;
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    using http::Method;
    constexpr auto kMay = auth::Permission::make_reports;
    const auto with = [services](auto handler) {
        return [services, handler](const Request& request) { return handler(services, request); };
    };
    std::vector<http::Route> out{{Method::get, "/bao-cao", kMay, with(show_desk)},
                                 {Method::get, "/bao-cao/xem", kMay, with(show_preview)},
                                 {Method::get, "/bao-cao/tai", kMay, with(download)},
                                 {Method::get, "/bao-cao/mau/{ten}", kMay, download_template},
                                 {Method::get, "/bao-cao/giay.css", kMay,
                                  [](const Request&) -> Result<Response> { return paper_style(); }}};
    for (auto& route : standing_body_routes(services)) out.push_back(std::move(route));
    return out;
}

}  // namespace kheo::reports
