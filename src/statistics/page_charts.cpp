// SPDX-License-Identifier: Apache-2.0
#include "statistics/page_charts.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "platform/view/chart.hpp"
#include "statistics/figure_link.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/page_table.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

/// Steps that give a readable number of groups.
Dimension time_step(const Period& period) {
    const int days = period.last.days() - period.first.days() + 1;
    if (days > 732) return Dimension::year;
    return days > 340 ? Dimension::quarter : Dimension::month;
}

Result<PivotAnswer> ask(const PageReading& reading, const PageAnswer& page, Dimension rows) {
    auto asked = page.answer.query;
    asked.rows = Axis{rows};
    asked.columns.reset();
    asked.measures = {Measure::initiatives};
    return count(reading.tx, reading.atlas, reading.source, page.loaded, asked, reading.today);
}

/// "Quý I", "T5", "2024": room is small below a bar.
std::string short_label(Dimension step, const std::string& key, Language language) {
    static constexpr std::array<std::string_view, 4> kRoman{"I", "II", "III", "IV"};
    if (step == Dimension::quarter && key.size() == 7)
        return Sentence(msg::short_quarter, {{"number", std::string(kRoman.at(key[6] - '1'))}}).in(language);
    if (step == Dimension::month && key.size() == 7)
        return Sentence(msg::short_month, {{"number", std::to_string(std::stoi(key.substr(5)))}})
            .in(language);
    return key;
}

std::string change_finding(const PivotAnswer& answer, Language language) {
    const auto asked = answer.totals[0][0], base = answer.totals[1][0];
    const auto tenths = change_in_tenths(asked, base);
    const auto period = period_name(*answer.query.compare).in(language);
    if (!tenths) return Sentence(msg::finding_no_base, {{"period", period}}).in(language);
    if (asked == base) return Sentence(msg::finding_same, {{"period", period}}).in(language);
    return Sentence(asked > base ? msg::finding_more : msg::finding_less,
                    {{"percent", format_decimal(std::abs(*tenths), 1)}, {"period", period}})
        .in(language);
}

/// The unit that grew most and the one that fell most.
std::string movers(const PivotAnswer& answer, Language language) {
    if (!answer.query.compare || answer.query.columns || answer.rows.size() < 2) return {};
    const auto change = [](const PivotRow& row) { return row.values[0][0] - row.values[1][0]; };
    const auto [least, most] = std::ranges::minmax_element(answer.rows, {}, change);
    std::string out;
    if (change(*most) > 0)
        out = Sentence(msg::finding_most, {{"name", most->label.at(0).in(language)},
                                           {"change", "+" + format_count(change(*most))}})
                  .in(language);
    if (change(*least) < 0)
        out += (out.empty() ? "" : " ") +
               Sentence(msg::finding_least,
                        {{"name", least->label.at(0).in(language)}, {"change", format_count(change(*least))}})
                   .in(language);
    return out;
}

std::string largest_finding(const PivotAnswer& answer, Language language) {
    const auto most =
        std::ranges::max_element(answer.rows, {}, [](const PivotRow& row) { return row.values[0][0]; });
    const auto percent = change_in_tenths(most->values[0][0] + answer.totals[0][0], answer.totals[0][0]);
    return Sentence(msg::finding_largest, {{"name", most->label.at(0).in(language)},
                                           {"count", format_count(most->values[0][0])},
                                           {"percent", format_decimal(percent.value_or(0), 1)}})
        .in(language);
}

FigureTable table_of(const PivotAnswer& answer, const Message& caption, Language language) {
    return make_table(answer,
                      {std::string(caption.in(language)),
                       std::string(axis_name(*answer.query.rows).in(language)),
                       std::string(msg::everything.in(language)),
                       {}},
                      language);
}

std::string region_name(const Message& title, Language language) {
    return Sentence(msg::chart_region, {{"title", std::string(title.in(language))}}).in(language);
}

Result<std::optional<Chart>> time_chart(const PageReading& reading, const PageAnswer& page) {
    const auto step = time_step(page.answer.query.period);
    const auto answer = TRY(ask(reading, page, step));
    if (answer.rows.size() < 2) return std::optional<Chart>();
    const auto language = reading.language;
    std::vector<std::string> series{period_name(answer.query.period).in(language)};
    if (answer.query.compare) series.push_back(period_name(*answer.query.compare).in(language));
    std::vector<view::BarGroup> groups;
    for (const auto& row : answer.rows) {
        view::BarGroup group{short_label(step, row.key.at(0), language), {row.values[0][0]}};
        if (answer.query.compare) group.values.push_back(row.values[1][0]);
        groups.push_back(std::move(group));
    }
    Chart out;
    const auto& title = step == Dimension::year      ? msg::chart_years
                        : step == Dimension::quarter ? msg::chart_quarters
                                                     : msg::chart_months;
    out.title = title;
    out.region = region_name(title, language);
    // What does not compare gets no rate of change.
    const bool comparable = answer.query.compare && answer.warnings.empty();
    out.finding = comparable ? change_finding(answer, language) : largest_finding(answer, language);
    if (comparable) out.rest = movers(page.answer, language);
    out.drawing = view::grouped_bars(language, title, series, groups);
    out.table = table_of(answer, title, language);
    return std::optional(std::move(out));
}

std::string field_css(std::string_view field) {
    if (field == "economy") return "kt";
    if (field == "culture_society") return "vh";
    if (field == "defence_security") return "qp";
    return field == "political_system" ? "ht" : "before";
}

Result<std::optional<Chart>> field_chart(const PageReading& reading, const PageAnswer& page) {
    const auto answer = TRY(ask(reading, page, Dimension::field));
    if (answer.rows.size() < 2) return std::optional<Chart>();
    std::vector<view::Bar> bars;
    bars.reserve(answer.rows.size());
    for (const auto& row : answer.rows)
        bars.push_back({row.label.at(0).in(reading.language), row.values[0][0], field_css(row.key.at(0)),
                        row.values[0][0] > 0 ? link_behind(answer, {&row, 0, 0}) : std::string()});
    Chart out;
    out.title = msg::chart_fields;
    out.region = region_name(msg::chart_fields, reading.language);
    out.finding = largest_finding(answer, reading.language);
    out.drawing = view::bar_chart(reading.language, msg::chart_fields, bars);
    out.table = table_of(answer, msg::chart_fields, reading.language);
    return std::optional(std::move(out));
}

}  // namespace

Result<std::vector<Chart>> make_charts(const PageReading& reading, const PageAnswer& page) {
    std::vector<Chart> out;
    if (auto chart = TRY(time_chart(reading, page))) out.push_back(std::move(*chart));
    if (auto chart = TRY(field_chart(reading, page))) out.push_back(std::move(*chart));
    return out;
}

}  // namespace kheo::statistics
