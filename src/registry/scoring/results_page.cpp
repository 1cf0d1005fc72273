// SPDX-License-Identifier: Apache-2.0
// /ket-qua-cham: dossiers of one year whose scoring is closed, best first within one rubric: points under two
// rubrics are not compared.
#include <algorithm>

#include "base/number.hpp"
#include "platform/view/draw.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_pages.hpp"
#include "registry/scoring/sheet_views.hpp"
#include "registry/scoring/views/results_page.view.hpp"

namespace kheo::registry::scoring {

namespace {

struct Scored {
    life::Cycle cycle;
    Rubric rubric;
    Summary summary;
};

/// What the person may open and has a result.
Result<std::vector<Scored>> scored(db::Transaction& tx, const Person& person, int year) {
    std::vector<Scored> out;
    for (const auto id : TRY(store::scored_cycles(tx, year))) {
        auto cycle = TRY(life::find(tx, id));
        if (!cycle || stage_of(*cycle) != Stage::closed ||
            !life::may_open(person.atlas, person.who, *cycle, person.today))
            continue;
        const auto round = TRY(standing(tx, id));
        if (!round || !all_locked(round->round, round->sheets)) continue;
        auto summary = summarise(round->rubric, round->round, live(round->sheets));
        out.push_back({*std::move(cycle), round->rubric, std::move(summary)});
    }
    return out;
}

/// Equal in everything that decides: the same place.
bool same_place(const Scored& a, const Scored& b) {
    return !ranks_before(a.summary, b.summary) && !ranks_before(b.summary, a.summary);
}

ResultRow row_of(const Person& person, const Scored& one, std::size_t place) {
    const auto* unit = person.atlas.find(one.cycle.unit, person.today);
    const auto* grade = grade_of(one.rubric, one.summary.total);
    return {std::to_string(place),
            one.cycle.title,
            life::cycle_href(one.cycle.code) + "/cham-diem/tong-hop",
            unit ? unit->full_name : std::string(),
            format_mean(one.summary.total),
            one.summary.result.count > 0 ? format_mean(one.summary.result) : std::string("–"),
            grade ? grade->name : std::string(msg::grade_none.in(Language::vi)),
            grade ? view::Tone::ok : view::Tone::bad};
}

ResultGroup group_of(const Person& person, std::vector<Scored> all) {
    std::ranges::sort(all, [](const Scored& a, const Scored& b) {
        return same_place(a, b) ? a.cycle.id < b.cycle.id : ranks_before(a.summary, b.summary);
    });
    const auto& rubric = all.front().rubric;
    ResultGroup out{rubric.name, "/thang-diem/" + std::to_string(rubric.id.value), {}};
    std::size_t place = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == 0 || !same_place(all[i - 1], all[i])) place = i + 1;
        out.rows.push_back(row_of(person, all[i], place));
    }
    return out;
}

}  // namespace

Result<http::Response> show_results(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    ResultsPage page;
    const auto year = parse_number<int>(request.query.get("nam")).value_or(person.today.year());
    page.year = std::to_string(year);
    page.before_href = "/ket-qua-cham?nam=" + std::to_string(year - 1);
    page.after_href = "/ket-qua-cham?nam=" + std::to_string(year + 1);
    auto all = TRY(services.database.read([&](db::Transaction& tx) { return scored(tx, person, year); }));
    while (!all.empty()) {
        const auto rubric = all.front().rubric.id;
        const auto rest =
            std::ranges::stable_partition(all, [&](const Scored& one) { return one.rubric.id == rubric; });
        std::vector<Scored> same(std::make_move_iterator(all.begin()), std::make_move_iterator(rest.begin()));
        all.erase(all.begin(), rest.begin());
        page.groups.push_back(group_of(person, std::move(same)));
    }
    return view::draw(request, services.site, views::results_page, page);
}

}  // namespace kheo::registry::scoring
