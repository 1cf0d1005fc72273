// SPDX-License-Identifier: Apache-2.0
#include "portal/ledger_pages.hpp"

#include "base/digest.hpp"
#include "base/number.hpp"
#include "platform/document/qr.hpp"
#include "platform/ledger/proof_file.hpp"
#include "platform/view/layout.hpp"
#include "portal/ledger_api.hpp"
#include "portal/messages.gen.hpp"
#include "portal/views/head_page.view.hpp"
#include "portal/views/heads_page.view.hpp"
#include "portal/views/ledger_page.view.hpp"

namespace kheo::portal {

namespace {

constexpr int kDays = 60;  // heads in the list

HeadRow row_of(const ledger::Head& head) {
    return {head.size,
            format_moment(head.sealed_at),
            to_hex(head.root),
            to_hex(head.public_key),
            to_hex(head.signature),
            ledger::head_line(head)};
}

template <typename Page, typename Print>
Result<http::Response> respond(const Services& services, const http::Request& request, const Page& page,
                               Print print) {
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    print(out, shell, page);
    auto response = view::respond(out);
    response.set("Cache-Control", "no-store");  // the newest head is news, and sealed after the act it covers
    return response;
}

Result<http::Response> show_ledger(const Services& services, const http::Request& request) {
    const auto head = TRY(services.database.read(public_head));
    LedgerPage page;
    page.data_up_to = services.data_up_to;
    if (head) page.newest.push_back(row_of(*head));
    return respond(services, request, page, views::ledger_page);
}

Result<http::Response> show_heads(const Services& services, const http::Request& request) {
    HeadsPage page;
    page.data_up_to = services.data_up_to;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        for (const auto& head : TRY(ledger::daily_heads(tx, kDays)))
            if (!TRY(ledger::is_guessable(tx, head))) page.days.push_back(row_of(head));
        return {};
    }));
    return respond(services, request, page, views::heads_page);
}

Result<http::Response> show_one_head(const Services& services, const http::Request& request) {
    const auto size = parse_number<std::int64_t>(request.captures.get("size")).value_or(0);
    const auto head =
        TRY(services.database.read([&](db::Transaction& tx) -> Result<std::optional<ledger::Head>> {
            auto found = TRY(ledger::head_of(tx, size));
            if (found && TRY(ledger::is_guessable(tx, *found))) found.reset();
            return found;
        }));
    if (!head) return fail(ErrorKind::not_found, msg::ledger_absent);
    HeadPage page{row_of(*head)};
    page.code = view::Markup::trusted(document::qr_svg(page.head.line));
    return respond(services, request, page, views::head_page);
}

}  // namespace

std::vector<http::Route> ledger_routes(const Services& services) {
    std::vector<http::Route> routes;
    const auto add = [&](const char* pattern, auto handler) {
        routes.push_back(
            {http::Method::get, pattern, auth::Permission::everyone,
             [services, handler](const http::Request& request) { return handler(services, request); }});
    };
    add("/so-nhat-ky", show_ledger);
    add("/so-nhat-ky/dau", show_heads);
    add("/so-nhat-ky/dau/{size}", show_one_head);
    add_ledger_api(routes, services);
    return routes;
}

}  // namespace kheo::portal
