// SPDX-License-Identifier: Apache-2.0
#include "statistics/page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "statistics/fact_runs.hpp"
#include "statistics/figure_link.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/page_charts.hpp"
#include "statistics/page_controls.hpp"
#include "statistics/page_table.hpp"
#include "statistics/page_units.hpp"
#include "statistics/question.hpp"
#include "statistics/store.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

using territory::Level;

Result<std::optional<Axis>> read_choice(const std::string& text) {
    if (text.empty()) return std::optional<Axis>();
    const auto axis = parse_axis(text);
    if (!axis) return fail(ErrorKind::usage, msg::unknown_dimension, {{"text", text}});
    return axis;
}

std::string rows_name(const PageAnswer& page, Language language) {
    return page.answer.query.rows ? std::string(axis_name(*page.answer.query.rows).in(language))
                                  : std::string();
}

std::string capitalised(std::string text) {
    // The names of dimensions begin with ASCII letters or with "đ": only the former change.
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// What stands above the level of the rows, as a last row.
void add_above_row(FigureTable& table, const PageReading& reading, const PageAnswer& page) {
    PivotAnswer above = page.answer;
    above.totals = page.answer.not_attributable;
    const auto all = [](const Values& values) {
        return std::ranges::all_of(
            values, [](const auto& c) { return std::ranges::all_of(c, [](auto v) { return v == 0; }); });
    };
    if (all(above.totals)) return;
    above.query.rows.reset();
    auto rows = make_table(above, {{}, {}, "x", {}}, reading.language).rows;
    auto& row = rows.at(0);
    for (auto& figure : row.figures) figure.href.clear();  // no list says this
    row.total = false;
    row.label = std::string(msg::above_rows.in(reading.language));
    row.note = std::string(msg::above_rows_note.in(reading.language));
    table.rows.push_back(std::move(row));
}

/// Of how many communes: a share from its two numbers.
std::string share_of_communes(const PageReading& reading, const PivotAnswer& answer, std::int64_t having) {
    const auto all = std::ssize(units_below(reading, answer, Level::commune));
    if (all == 0 || having > all) return {};
    const auto tenths = (having * 2000 + all) / (2 * all);
    return Sentence(msg::kpi_share, {{"percent", format_decimal(tenths, 1)}, {"count", format_count(all)}})
        .in(reading.language);
}

void add_kpis(StatisticsPage& out, const PageReading& reading, const PivotAnswer& answer) {
    const auto& query = answer.query;
    const auto period = period_name(query.period).in(reading.language);
    for (std::size_t m = 0; m < query.measures.size(); ++m) {
        if (query.measures[m] == Measure::initiatives) continue;  // practices and exemplars stand apart
        view::Kpi kpi;
        kpi.label = measure_name(query.measures[m]);
        kpi.value = view::Label(format_count(answer.totals[0][m]));
        kpi.href = answer.totals[0][m] > 0 ? link_behind(answer, {nullptr, 0, m}) : std::string();
        std::string note = period;
        if (query.compare)
            note += " · " + change_figure(answer.totals[0][m], answer.totals[1][m], reading.language).text;
        if (query.measures[m] == Measure::units_with_initiatives)
            if (const auto share = share_of_communes(reading, answer, answer.totals[0][m]); !share.empty())
                note += " · " + share;
        kpi.note = view::Label(note);
        out.kpis.push_back(std::move(kpi));
    }
}

/// How much of the total no one commune can be given, with the list of it.
void add_not_attributable(StatisticsPage& out, const PageReading& reading, const PivotAnswer& totals) {
    const auto all = totals.query.measures.size() - 1;  // initiatives
    const auto count = totals.rows.at(0).not_attributable[0][all];
    if (count == 0) return;
    out.not_attributable =
        Sentence(msg::page_not_attributable, {{"count", format_count(count)}}).in(reading.language);
    out.not_attributable_href = link_behind(totals, {nullptr, 0, all, true});
}

/// Units below the asked one without any figure, by name; many are only counted.
void add_missing(StatisticsPage& out, const PageReading& reading, const PageAnswer& page) {
    if (!page.level || *page.level == Level::hamlet) return;
    std::vector<std::string> names;
    for (const auto* unit : units_below(reading, page.answer, *page.level)) {
        const bool found =
            std::ranges::any_of(page.answer.rows, [&](const PivotRow& row) { return row.unit == unit->id; });
        if (!found) names.push_back(unit->full_name);
    }
    if (names.empty()) return;
    std::string text;
    constexpr std::size_t kShown = 8;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) text += (i ? ", " : "") + names[i];
    text += names.size() > kShown ? "…" : ".";
    out.notes.push_back(
        Sentence(msg::page_missing,
                 {{"count", format_count(static_cast<std::int64_t>(names.size()))}, {"names", text}})
            .in(reading.language));
}

std::vector<std::string> in(const std::vector<Sentence>& list, Language language) {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (const auto& sentence : list) out.push_back(sentence.in(language));
    return out;
}

Result<std::optional<int>> earliest_year(const PageReading& reading) {
    const auto facts = reading.keeper ? reading.keeper->as_seen_by(reading.tx) : nullptr;
    return facts ? first_year(*facts) : store::first_year(reading.tx, reading.source);
}

Result<> fill_controls(StatisticsPage& out, const PageReading& reading, const PageQuery& query,
                       std::vector<view::Option> units) {
    const int first = TRY(earliest_year(reading)).value_or(reading.today.year());
    std::vector<CodeName> fields;
    if (reading.source.fields) fields = TRY(reading.source.fields(reading.tx, reading.today));
    out.controls = make_controls({&query, reading.today, first, std::move(units), fields, reading.language});
    return {};
}

Result<StatisticsPage> refused_page(const PageReading& reading, const PageQuery& query, const Error& error) {
    StatisticsPage out;
    out.problem = error.message.in(reading.language);
    std::vector<view::Option> units;
    if (starts_at_country(reading)) units.push_back({"", msg::whole_country});
    if (!query.unit.empty()) units.push_back({query.unit, view::Label(query.unit)});
    TRY(fill_controls(out, reading, query, std::move(units)));
    auto back = query;
    back.unit.clear();
    out.back_href = page_address(back);
    return out;
}

/// The same question without rows and columns, for all figures of the head of the page.
Result<PivotAnswer> ask_totals(const PageReading& reading, const PageAnswer& page) {
    auto asked = page.answer.query;
    asked.rows.reset();
    asked.columns.reset();
    asked.measures = {Measure::practices, Measure::exemplars, Measure::owners,
                      Measure::units_with_initiatives, Measure::initiatives};
    return count(reading.tx, reading.atlas, reading.source, page.loaded, asked, reading.today);
}

void fill_texts(StatisticsPage& out, const PageReading& reading, const PageAnswer& page) {
    out.path = crumbs(reading, page);
    out.unit_name = unit_name(reading, page.answer);
    out.period_name = period_name(page.answer.query.period).in(reading.language);
    out.warnings = in(page.answer.warnings, reading.language);
    out.notes = in(page.answer.notes, reading.language);
    out.definition = in(page.answer.definition, reading.language);
    out.ledger_seq = page.answer.ledger_seq;
    out.csv_href = page_address(page.query, "/so-lieu/bang.csv");
    out.xlsx_href = page_address(page.query, "/so-lieu/bang.xlsx");
}

}  // namespace

Result<PageAnswer> answer_page(const PageReading& reading, const PageQuery& query) {
    PageAnswer out;
    out.query = query;
    out.query.unit = first_unit(reading, query);
    auto asked = TRY(base_question(out.query));
    asked.language = reading.language;
    if (!reading.visible.all) asked.within = reading.visible.roots;
    asked.columns = TRY(read_choice(query.columns));
    const Date day = map_day(asked, reading.today);
    UnitId unit;
    if (!asked.under.empty()) unit = TRY(find_asked_unit(reading.atlas, asked.under, day));
    if (!may_ask(reading, unit)) return fail(ErrorKind::not_found, msg::no_such_page);
    if (query.rows == "don_vi") {
        out.level = next_level(reading.atlas, unit, day);
        if (out.level) asked.rows = Axis{Dimension::unit, *out.level};
    } else {
        asked.rows = TRY(read_choice(query.rows));
    }
    out.loaded = TRY(load_with(best_counter(reading.keeper, reading.tx, reading.source), reading.tx,
                               reading.atlas, reading.source, asked, reading.today));
    out.answer = TRY(count(reading.tx, reading.atlas, reading.source, out.loaded, asked, reading.today));
    return out;
}

FigureTable page_table(const PageReading& reading, const PageAnswer& page) {
    const auto language = reading.language;
    TableWords words;
    words.total = unit_name(reading, page.answer);
    words.first_head = capitalised(rows_name(page, language));
    words.caption =
        Sentence(msg::table_caption,
                 {{"unit", words.total}, {"period", period_name(page.answer.query.period).in(language)}})
            .in(language);
    if (page.level && *page.level != Level::hamlet)
        words.row_href = [&](const PivotRow& row) {
            auto query = page.query;
            query.unit = row.key.at(0);
            return page_address(query);
        };
    auto out = make_table(page.answer, words, language);
    add_above_row(out, reading, page);
    return out;
}

Result<StatisticsPage> build_page(const PageReading& reading, const PageQuery& query) {
    const auto page = answer_page(reading, query);
    if (!page && (page.error().kind == ErrorKind::invalid || page.error().kind == ErrorKind::usage))
        return refused_page(reading, query, page.error());
    if (!page) return fail(page.error());
    StatisticsPage out;
    fill_texts(out, reading, *page);
    TRY(fill_controls(out, reading, page->query, unit_options(reading, *page)));
    out.table = page_table(reading, *page);
    add_missing(out, reading, *page);
    const auto totals = TRY(ask_totals(reading, *page));
    add_kpis(out, reading, totals);
    add_not_attributable(out, reading, totals);
    out.charts = TRY(make_charts(reading, *page));
    return out;
}

}  // namespace kheo::statistics
