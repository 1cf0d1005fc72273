// SPDX-License-Identifier: Apache-2.0
#include "reports/figures.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "reports/messages.gen.hpp"

namespace kheo::reports {

namespace {

using statistics::Axis;
using statistics::Dimension;
using statistics::Measure;
using statistics::PivotAnswer;
using territory::Level;

enum MeasureAt : std::size_t { kAll, kPractices, kExemplars, kCommunesWith };

struct Question {
    db::Transaction& tx;
    const territory::Atlas& atlas;
    const statistics::FactSource& source;
    UnitId unit;
    Period period;
    Date today;
};

Result<PivotAnswer> ask(const Question& q, std::optional<Axis> rows, bool communes = false) {
    statistics::PivotQuery query;
    query.measures = {Measure::initiatives, Measure::practices, Measure::exemplars};
    if (communes) query.measures.push_back(Measure::units_with_initiatives);
    query.rows = rows;
    query.under = q.unit ? "id:" + std::to_string(q.unit.value) : "";
    query.period = q.period;
    query.compare = q.period.same_last_year();
    query.map = {statistics::MapChoice::Kind::day, q.period.last};
    return statistics::pivot(q.tx, q.atlas, q.source, query, q.today);
}

std::int64_t at(const statistics::Values& values, std::size_t column, std::size_t measure) {
    return column < values.size() && measure < values[column].size() ? values[column][measure] : 0;
}

Pair pair_of(const statistics::Values& values, std::size_t measure) {
    return {at(values, 0, measure), at(values, 1, measure)};
}

Count count_of(const statistics::Values& values) {
    return {pair_of(values, kAll), pair_of(values, kPractices), pair_of(values, kExemplars)};
}

bool empty(const Count& count) {
    return count.all.now == 0 && count.all.base == 0;
}

/// Lines of a code list, as statistics orders them.
Result<std::vector<Line>> lines_by(const Question& q, Dimension dimension) {
    const auto answer = TRY(ask(q, Axis{dimension, {}}));
    std::vector<Line> out;
    for (const auto& row : answer.rows) {
        const bool stated = !row.key.empty() && row.key.front() != statistics::kNotStated;
        auto name =
            stated ? row.label.front().in(Language::vi) : std::string(msg::not_stated.in(Language::vi));
        Line line{capitalized(name), {}, count_of(row.values), stated};
        if (!empty(line.count)) out.push_back(std::move(line));
    }
    if (out.size() == 1 && !out.front().numbered) out.clear();  // nothing is stated: nothing to show
    return out;
}

/// Order in which official lists name the types of one level.
int rank_of(std::string_view type) {
    constexpr std::array<std::string_view, 9> kOrder{"Quận",   "Thành phố", "Thị xã", "Huyện",  "Tỉnh",
                                                     "Phường", "Thị trấn",  "Xã",     "Đặc khu"};
    return static_cast<int>(std::ranges::find(kOrder, type) - kOrder.begin());
}

std::vector<const territory::Unit*> in_official_order(std::vector<const territory::Unit*> units) {
    std::map<const territory::Unit*, std::pair<int, std::string>> key;
    for (const auto* unit : units) key[unit] = {rank_of(unit->type), collation_key(unit->name)};
    std::ranges::sort(units, {}, [&](const auto* unit) { return key[unit]; });
    return units;
}

/// Registered by bodies of the unit's own level, or of a former unit that went to several.
std::string above_words(const Question& q) {
    const auto* unit = q.unit ? q.atlas.find(q.unit, q.period.last) : nullptr;
    if (!unit) return std::string(msg::above_country.in(Language::vi));
    return Sentence(msg::above_units, {{"type", uncapitalized(unit->type)}}).in(Language::vi);
}

Result<> add_units(const Question& q, Figures& out) {
    const auto level = level_below(q.atlas, q.unit, q.period.last);
    if (!level) return {};
    const auto answer = TRY(ask(q, Axis{Dimension::unit, *level}));
    std::map<std::int64_t, Count> counts;
    for (const auto& row : answer.rows)
        if (row.unit) counts[row.unit.value] = count_of(row.values);
    for (const auto* unit : in_official_order(q.atlas.list(*level, q.period.last, q.unit)))
        out.units.push_back({unit->full_name, unit->type, counts[unit->id.value]});
    const auto rest = count_of(answer.not_attributable);
    if (!empty(rest)) out.units.push_back({above_words(q), {}, rest, false});
    return {};
}

/// How many communes take part; only where there are communes below.
void add_communes(const Question& q, const PivotAnswer& answer, Figures& out) {
    const auto* unit = q.unit ? q.atlas.find(q.unit, q.period.last) : nullptr;
    if (unit && unit->level != Level::province && unit->level != Level::district) return;
    const auto communes = q.atlas.list(Level::commune, q.period.last, q.unit);
    out.communes = static_cast<std::int64_t>(communes.size());
    out.communes_with = at(answer.totals, 0, kCommunesWith);
    for (const auto* type : {"Xã", "Phường", "Thị trấn", "Đặc khu"})  // as sentences name them
        if (std::ranges::any_of(communes, [&](const auto* commune) { return commune->type == type; }))
            out.commune_types.push_back(uncapitalized(type));
}

/// The whole year before a half-year: where the base is empty, or where half a year outdoes a year (Hà Nội
/// 2023 and 2024), the reader must be told that the two may not mean the same.
Result<> add_last_year(const Question& q, Figures& out) {
    if (q.period.shape != Period::Shape::half) return {};
    auto year = q;
    year.period = *Period::parse(std::to_string(q.period.first.year() - 1));
    const auto answer = TRY(ask(year, std::nullopt));
    const auto all = at(answer.totals, 0, kAll);
    if (all > 0 && (out.total.all.base == 0 || out.total.all.now > all)) out.last_full_year = all;
    return {};
}

void add_remarks(const PivotAnswer& answer, Figures& out) {
    out.notes = answer.warnings;
    out.definition = answer.definition;
    // An old map is a matter of method; breaks of the map stand in the text.
    auto& to = answer.breaks.empty() ? out.definition : out.notes;
    to.insert(to.end(), answer.notes.begin(), answer.notes.end());
    out.map_day = answer.map_day;
    out.ledger_seq = answer.ledger_seq;
}

}  // namespace

std::optional<Level> level_below(const territory::Atlas& atlas, UnitId id, Date on) {
    const auto* unit = id ? atlas.find(id, on) : nullptr;
    if (!unit) return Level::province;
    for (auto level : {Level::district, Level::commune, Level::hamlet})
        if (level > unit->level && !atlas.list(level, on, id).empty()) return level;
    return std::nullopt;
}

Result<Figures> gather_figures(db::Transaction& tx, const territory::Atlas& atlas,
                               const statistics::FactSource& source, UnitId unit, const Period& period,
                               Date today) {
    const Question q{tx, atlas, source, unit, period, today};
    Figures out;
    out.period = period;
    out.base = period.same_last_year();
    const auto answer = TRY(ask(q, std::nullopt, true));
    out.total = count_of(answer.totals);
    add_remarks(answer, out);
    add_communes(q, answer, out);
    TRY(add_units(q, out));
    out.fields = TRY(lines_by(q, Dimension::field));
    out.sectors = TRY(lines_by(q, Dimension::sector));
    out.owner_types = TRY(lines_by(q, Dimension::owner_type));
    out.bases = TRY(lines_by(q, Dimension::basis));
    TRY(add_last_year(q, out));
    return out;
}

}  // namespace kheo::reports
