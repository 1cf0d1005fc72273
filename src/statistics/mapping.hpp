// SPDX-License-Identifier: Apache-2.0
// Places the units of facts on one map: the small table that every figure joins with. Pure; reads the Atlas
// only.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// What the mapping is made for.
struct MappingPlan {
    Date map_day;
    Date today;
    UnitId under;                                 // none = the whole country
    std::optional<territory::Level> row, column;  // unit levels asked as rows and columns
    /// Per level the units a condition allows: the fact's ancestor must be one of each level's.
    std::map<territory::Level, std::vector<UnitId>> only;
    std::optional<std::vector<UnitId>> within;  // a reader's subtrees
};

/// Where the facts of one unit are counted.
struct UnitPlace {
    UnitId unit;     // as the fact names it
    UnitId row;      // row unit; none = the fact stays above the level of the rows
    UnitId column;   //
    UnitId commune;  // none = above commune level
    bool exact =
        true;  // false: no one present unit holds it, it stands at the lowest that holds all successors
};

struct Mapping {
    std::vector<UnitPlace> places;  // only units whose facts are counted
    std::vector<MapBreak> breaks;   // by day
    bool has_inexact = false;
};

Mapping map_units(const territory::Atlas& atlas, const MappingPlan& plan, std::span<const UnitId> units);

}  // namespace kheo::statistics
