// SPDX-License-Identifier: Apache-2.0
// The only SQL of the slice. The mapping unit → target and the facts placed by it stand in temporary tables
// of the connection, emptied and filled for each question, so that every figure is one group-by and no query
// runs per row.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "statistics/mapping.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics::store {

/// Distinct units that facts of these periods name.
Result<std::vector<UnitId>> fact_units(db::Transaction& tx, const FactSource& source,
                                       const std::vector<Period>& periods);

/// Puts the mapping where fill_facts() joins it; of the calling connection only.
Result<> fill_mapping(db::Transaction& tx, const Mapping& mapping);

/// Puts the facts of these periods, each with its place on the map, where group() counts them: once for all
/// figures of a page.
Result<> fill_facts(db::Transaction& tx, const FactSource& source, const std::vector<Period>& periods);

/// A group-by over the mapped facts of one period.
struct GroupQuery {
    Period period;
    std::optional<Axis> rows, columns;
    std::vector<Measure> measures;
    std::vector<Condition> where;  // conditions on units are in the mapping already
    bool inexact_too = false;      // also count what is not exact
};

/// One group. Keys: nullopt = not stated, or above the unit level asked.
struct Group {
    std::optional<std::string> row, column;
    std::vector<std::int64_t> values, inexact;  // by measure; inexact empty unless asked
};
Result<std::vector<Group>> group(db::Transaction& tx, const FactSource& source, const GroupQuery& query);

/// How the registrations of a period are made up; for warnings.
struct Makeup {
    std::int64_t fresh = 0, maintained = 0, unstated = 0;  // distinct initiatives
};
Result<Makeup> makeup(db::Transaction& tx, const FactSource& source, const GroupQuery& query);

/// Last month (1..12) with a registration later than the first day of the year, by year.
struct YearReach {
    int year = 0, last_month = 0;
};
Result<std::vector<YearReach>> reach(db::Transaction& tx, const FactSource& source, const GroupQuery& query);

/// Year of the earliest registration; nullopt when there is none.
Result<std::optional<int>> first_year(db::Transaction& tx, const FactSource& source);

/// A fact as the run store takes it; words: kind, owner_type, sector, field, basis, state, level.
struct FactRow {
    std::int64_t initiative = 0;
    UnitId unit;
    std::string date;
    std::array<std::optional<std::string>, 7> words;
};
/// Of all initiatives, ascending by initiative, or of these in any order.
using Wanted = std::optional<std::span<const std::int64_t>>;
Result<> each_fact(db::Transaction& tx, const FactSource& source, Wanted initiatives,
                   const std::function<void(const FactRow&)>& visit);
/// visit(initiative, name, folded name)
Result<> each_theme(db::Transaction& tx, const FactSource& source, Wanted initiatives,
                    const std::function<void(std::int64_t, const std::string&, const std::string&)>& visit);
/// visit(initiative, owner's key)
Result<> each_owner(db::Transaction& tx, const FactSource& source, Wanted initiatives,
                    const std::function<void(std::int64_t, const std::string&)>& visit);

}  // namespace kheo::statistics::store
