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
    int shift_years = 0;  // asked year − compared year when both periods begin on the same day of a year
};

/// The day of the one map of the answer.
Date map_day(const PivotQuery& query, Date today);

Result<Question> make_question(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                               const PivotQuery& query, Date today);

}  // namespace kheo::statistics
