// SPDX-License-Identifier: Apache-2.0
#include "statistics/question.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/number.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

using territory::Atlas;

std::unexpected<Error> unknown_unit(std::string_view code, Date day) {
    return fail(ErrorKind::invalid, msg::unknown_unit,
                {{"code", std::string(code)}, {"day", day.vietnamese()}, {"iso", day.iso()}});
}

/// "id:123" names a unit by identity, everything else is a code of that day.
const territory::Unit* find_unit(const Atlas& atlas, std::string_view code, Date day) {
    if (!code.starts_with("id:")) return atlas.find_code(code, day);
    const UnitId id{parse_number<std::int64_t>(code.substr(3)).value_or(0)};
    return id && atlas.present(id, day) ? atlas.find(id, day) : nullptr;
}

Result<> check_axes(const PivotQuery& query) {
    if (query.measures.empty()) {
        std::vector<std::string_view> known;
        for (const Measure measure : all_measures()) known.push_back(code(measure));
        return fail(ErrorKind::usage, msg::no_measure,
                    {{"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
    if (query.rows && query.columns && *query.rows == *query.columns)
        return fail(ErrorKind::usage, msg::same_dimension, {{"text", code(*query.rows)}});
    return {};
}

bool right_shape(Dimension dimension, std::string_view value) {
    const auto period = Period::parse(value);
    if (!period) return false;
    switch (dimension) {
        case Dimension::year:
            return period->shape == Period::Shape::year && value.size() == 4;
        case Dimension::half:
            return period->shape == Period::Shape::half;
        case Dimension::quarter:
            return period->shape == Period::Shape::quarter;
        default:
            return period->shape == Period::Shape::month;
    }
}

std::vector<std::string> known_values(const Question& question, Dimension dimension) {
    std::vector<std::string> out;
    for (const auto& value : fixed_values(dimension)) out.emplace_back(value.code);
    if (dimension == Dimension::field)
        for (const auto& field : question.fields) out.push_back(field.code);
    return out;
}

Result<> check_value(const Question& question, const Condition& condition) {
    const auto dimension = condition.axis.dimension;
    if (dimension == Dimension::unit || dimension == Dimension::theme || condition.value == kNotStated)
        return {};
    if (is_time(dimension)) {
        if (right_shape(dimension, condition.value)) return {};
        return fail(ErrorKind::invalid, msg::bad_time_value,
                    {{"text", condition.value}, {"dimension", code(condition.axis)}});
    }
    const auto known = known_values(question, dimension);
    if (known.empty() || std::ranges::find(known, condition.value) != known.end()) return {};
    return fail(ErrorKind::invalid, msg::unknown_value,
                {{"dimension", code(condition.axis)},
                 {"text", condition.value},
                 {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

Result<> read_conditions(Question& question, const Atlas& atlas) {
    for (const auto& condition : question.query.where) {
        TRY(check_value(question, condition));
        if (condition.axis.dimension != Dimension::unit) continue;
        const UnitId unit = condition.value == kNotStated
                                ? UnitId{}
                                : TRY(find_asked_unit(atlas, condition.value, question.plan.map_day));
        question.plan.only[condition.axis.level].push_back(unit);
    }
    return {};
}

std::optional<territory::Level> unit_level(const std::optional<Axis>& axis) {
    if (!axis || axis->dimension != Dimension::unit) return std::nullopt;
    return axis->level;
}

}  // namespace

Result<UnitId> find_asked_unit(const Atlas& atlas, std::string_view code, Date day) {
    const auto* unit = find_unit(atlas, code, day);
    if (!unit) return unknown_unit(code, day);
    return unit->id;
}

int shift_years(const PivotQuery& query) {
    if (!query.compare) return 0;
    const int years = query.period.first.year() - query.compare->first.year();
    return query.period.first.plus_years(-years) == query.compare->first ? years : 0;
}

Date map_day(const PivotQuery& query, Date today) {
    if (query.map.kind == MapChoice::Kind::day) return query.map.day;
    return query.map.kind == MapChoice::Kind::now ? today : query.period.last;
}

Result<Question> make_question(db::Transaction& tx, const Atlas& atlas, const FactSource& source,
                               const PivotQuery& query, Date today) {
    TRY(check_axes(query));
    Question out;
    out.query = query;
    out.plan.map_day = map_day(query, today);
    out.plan.today = today;
    if (!query.under.empty()) out.plan.under = TRY(find_asked_unit(atlas, query.under, out.plan.map_day));
    out.plan.row = unit_level(query.rows);
    out.plan.column = unit_level(query.columns);
    out.plan.within = query.within;
    if (source.fields) out.fields = TRY(source.fields(tx, query.period.last));
    out.shift = shift_years(query);
    TRY(read_conditions(out, atlas));
    return out;
}

}  // namespace kheo::statistics
