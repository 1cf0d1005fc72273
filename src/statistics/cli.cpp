// SPDX-License-Identifier: Apache-2.0
#include "statistics/cli.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

constexpr std::string_view kSamePeriodLastYear = "same_period_last_year";

Result<Measure> read_measure(const std::string& text) {
    if (const auto measure = parse_measure(text)) return *measure;
    std::vector<std::string_view> known;
    for (const Measure measure : all_measures()) known.push_back(code(measure));
    return fail(ErrorKind::usage, msg::unknown_measure,
                {{"text", text}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

Result<Axis> read_axis(const std::string& text) {
    if (const auto axis = parse_axis(text)) return *axis;
    return fail(ErrorKind::usage, msg::unknown_dimension, {{"text", text}});
}

Result<Period> read_period(const std::string& text) {
    if (const auto period = Period::parse(text)) return *period;
    return fail(ErrorKind::invalid, msg::bad_period, {{"text", text}});
}

Result<Condition> read_condition(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
        return fail(ErrorKind::usage, msg::bad_condition, {{"text", text}});
    return Condition{TRY(read_axis(text.substr(0, equals))), tidy(text.substr(equals + 1))};
}

}  // namespace

Result<PivotQuery> read_arguments(const PivotArguments& arguments) {
    PivotQuery out;
    for (const auto& text : arguments.measures) out.measures.push_back(TRY(read_measure(text)));
    if (!arguments.rows.empty()) out.rows = TRY(read_axis(arguments.rows));
    if (!arguments.columns.empty()) out.columns = TRY(read_axis(arguments.columns));
    out.under = arguments.under;
    for (const auto& text : arguments.where) out.where.push_back(TRY(read_condition(text)));
    out.period = TRY(read_period(arguments.period));
    if (arguments.compare == kSamePeriodLastYear)
        out.compare = out.period.same_last_year();
    else if (!arguments.compare.empty())
        out.compare = TRY(read_period(arguments.compare));
    if (arguments.map.empty()) return out;
    const auto map = parse_map(arguments.map);
    if (!map) return fail(ErrorKind::usage, msg::bad_map, {{"text", arguments.map}});
    out.map = *map;
    return out;
}

Result<std::string> pivot_command(db::Database& database, const territory::Atlas& atlas,
                                  const FactSource& source, const PivotArguments& arguments, Date today) {
    const auto query = TRY(read_arguments(arguments));
    return database.read([&](db::Transaction& tx) -> Result<std::string> {
        return to_json(TRY(pivot(tx, atlas, source, query, today)));
    });
}

}  // namespace kheo::statistics
