// SPDX-License-Identifier: Apache-2.0
// A question made definite: words checked, codes read as units on the map's day. Private to the slice.
#pragma once

#include "statistics/mapping.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

struct Question {
    PivotQuery query;
    MappingPlan plan;              // map day, asked unit, unit levels, unit conditions
    std::vector<CodeName> fields;  // in force on the period's last day
    int shift = 0;                 // shift_years(query)
};

/// Asked year − compared year when both periods begin on the same day of their years, else 0: by so much the
/// time keys of the compared period are moved.
int shift_years(const PivotQuery& query);

/// The day of the one map of the answer.
Date map_day(const PivotQuery& query, Date today);

/// A unit named by code, or by identity as "id:123", on a day's map; invalid when it does not stand there.
Result<UnitId> find_asked_unit(const territory::Atlas& atlas, std::string_view code, Date day);

Result<Question> make_question(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                               const PivotQuery& query, Date today);

}  // namespace kheo::statistics
