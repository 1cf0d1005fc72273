// SPDX-License-Identifier: Apache-2.0
// /to-chuc/danh-hieu-theo-nam: a status of units, year by year.
#include <algorithm>

#include "base/text.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"
#include "bodies/status_years.hpp"
#include "bodies/views/status_years_page.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::bodies {

namespace {

constexpr int kYears = 6;
constexpr std::size_t kMostNamed = 300;
constexpr auto kRead = auth::Permission::read_registry;

/// Rows: today's provinces for who reads the country, else the units of the person's grants.
std::vector<UnitId> rows_for(const auth::Principal& who, const territory::Atlas& atlas, Date today) {
    std::vector<UnitId> out;
    for (const auto& grant : who.grants) {
        if (!grant.gives(kRead, today)) continue;
        if (!grant.unit) {
            out.clear();
            for (const auto* province : atlas.list(territory::Level::province, today))
                out.push_back(province->id);
            return out;
        }
        if (std::ranges::find(out, grant.unit) == out.end()) out.push_back(grant.unit);
    }
    // A grant inside another one's reach has no row of its own.
    std::erase_if(out, [&, all = out](UnitId unit) {
        return std::ranges::any_of(all, [&](UnitId other) {
            return other != unit && territory::reaches(atlas, other, unit, today);
        });
    });
    return out;
}

std::string status_span(const UnitStatus& status) {
    const bool open = status.until.iso() == kEndOfTime;
    return Sentence(open ? msg::span_open : msg::span,
                    {{"from", status.from.vietnamese()}, {"to", status.until.vietnamese()}})
        .in(Language::vi);
}

void fill(StatusYearsPage& page, const StatusYears& found, const territory::Atlas& atlas, Date today) {
    for (const auto year : found.years) page.years.push_back(std::to_string(year));
    std::vector<std::int64_t> sums(found.years.size());
    for (const auto& row : found.rows) {
        StatusYearsPage::Row line{unit_name(atlas, row.unit, today), {}};
        for (std::size_t i = 0; i < row.held.size(); ++i) {
            line.counts.push_back(format_count(row.held[i]));
            sums[i] += row.held[i];
        }
        page.rows.push_back(std::move(line));
    }
    for (const auto sum : sums) page.totals.push_back(format_count(sum));
    page.now = std::ssize(found.now);
    for (const auto& status : found.now) {
        if (page.named.size() == kMostNamed) break;
        const auto* unit = atlas.find(status.unit, today);
        page.named.push_back({unit ? unit->full_name : unit_name(atlas, status.unit, status.from),
                              unit_href(status.unit), status_span(status), status.document.number});
    }
    std::ranges::sort(page.named, {}, [](const auto& one) { return collation_key(one.name); });
}

Result<http::Response> show(const Services& services, const http::Request& request) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    StatusYearsPage page;
    page.code = tidy(request.query.get("danh_hieu"));
    if (page.code.empty()) page.code = "new_rural_model";
    const auto found = TRY(services.database.read([&](db::Transaction& tx) -> Result<StatusYears> {
        page.kinds.clear();
        for (const auto& kind : TRY(store::status_kinds(tx)))
            if (std::ranges::find(page.kinds, kind.code, &view::Option::value) == page.kinds.end())
                page.kinds.push_back({kind.code, view::Label(kind.name)});
        return status_years(TRY(store::statuses_of_kind(tx, page.code)), rows_for(request.who, *atlas, today),
                            *atlas, today, kYears);
    }));
    fill(page, found, *atlas, today);
    return view::draw(request, services.site, views::status_years_page, page);
}

}  // namespace

void add_status_routes(std::vector<http::Route>& out, const Services& services) {
    out.push_back({http::Method::get, "/to-chuc/danh-hieu-theo-nam", kRead,
                   [services](const http::Request& r) { return show(services, r); }});
}

}  // namespace kheo::bodies
