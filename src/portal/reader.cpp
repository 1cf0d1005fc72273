// SPDX-License-Identifier: Apache-2.0
// Home page and cards; the list and the single page stand in explorer.cpp and initiative.cpp.
#include "portal/reader.hpp"

#include "portal/messages.gen.hpp"
#include "portal/public_facts.hpp"

namespace kheo::portal {

namespace {

constexpr int kNewest = 3;
constexpr int kYears = 6;

}  // namespace

Result<std::int64_t> Reader::count(registry::ListQuery query) {
    keep_public(query);
    return TRY(registry::count(tx_, query, reading_)).initiatives;
}

Result<std::vector<Card>> Reader::cards(registry::ListQuery query, int offset, int limit) {
    keep_public(query);
    std::vector<Card> out;
    for (const auto& item : TRY(registry::list(tx_, query, reading_, offset, limit)))
        out.push_back(card(item));
    return out;
}

std::string Reader::unit_name(territory::UnitId unit, Date on) const {
    const auto* found = reading_.atlas.find(unit, on);
    if (!found) return {};
    if (found->level != territory::Level::hamlet) return found->full_name;
    const auto* commune =
        reading_.atlas.find(reading_.atlas.ancestor(unit, territory::Level::commune, on), on);
    return commune ? found->full_name + ", " + commune->full_name : found->full_name;
}

Card Reader::card(const registry::ListItem& item) const {
    Card out;
    out.number = item.number;
    out.title = item.title;
    out.field_code = item.field;
    if (!item.field.empty()) out.field_name = field_label(item.field, fields_);
    out.unit = unit_name(item.unit, item.date);
    out.year = item.campaign_year;
    out.art = view::asset_url(art_of(item.field, item.id.value));
    switch (item.state) {
        case registry::State::running:
            out.tone = view::Tone::info, out.state = msg::state_running;
            break;
        case registry::State::recognised:
            out.tone = view::Tone::ok, out.state = msg::state_recognised;
            break;
        case registry::State::stopped:
            out.state = msg::state_stopped;
            break;
        default:
            break;
    }
    return out;
}

Result<> Reader::count_fields(HomePage& page) {
    std::vector<view::Bar> bars;
    for (const auto& field : fields_) {
        registry::ListQuery query;
        query.field = field.code;
        const auto value = TRY(count(query));
        bars.push_back({field_label(field.code, fields_).in(shell_.language), value,
                        std::string(view::field_class(field.code)),
                        shell_.link(Question{.field = field.code}.address(1))});
    }
    page.field_chart = view::bar_chart(shell_.language, msg::by_field, bars);
    return {};
}

Result<> Reader::count_years(HomePage& page) {
    const int year = reading_.today.year();
    page.figures.push_back({page.total, msg::figure_total, shell_.link("/mo-hinh")});
    std::vector<view::Bar> bars;
    for (int each = year; each > year - kYears; --each) {
        registry::ListQuery query;
        const auto word = query.campaign_year = std::to_string(each);
        const auto value = TRY(count(query));
        const auto href = shell_.link(Question{.year = word}.address(1));
        if (year - each < 2)
            page.figures.push_back({value, Sentence(msg::figure_year, {{"year", word}}), href});
        if (value > 0) bars.push_back({word, value, {}, href});
    }
    if (bars.size() > 1) page.year_chart = view::bar_chart(shell_.language, msg::by_year, bars);
    return {};
}

Result<> Reader::count_recognised(HomePage& page) {
    registry::ListQuery recognised;
    recognised.state = registry::code(registry::State::recognised);
    const auto value = TRY(count(recognised));
    if (value > 0) page.figures.push_back({value, msg::figure_recognised, {}});
    return {};
}

Result<HomePage> Reader::home() {
    fields_ = TRY(registry::fields(tx_, reading_.today));
    HomePage page;
    page.total = TRY(count({}));
    TRY(count_years(page));
    TRY(count_recognised(page));
    TRY(count_fields(page));
    registry::ListQuery newest;
    newest.sort = registry::Sort::updated;
    page.newest = TRY(cards(newest, 0, kNewest));
    return page;
}

}  // namespace kheo::portal
