// SPDX-License-Identifier: Apache-2.0
// Private to the room: how many units held a status at the end of each year, province by province. A unit
// that is gone is counted where it stood last; the provinces are today's.
#pragma once

#include "bodies/achieved.hpp"

namespace kheo::bodies {

struct StatusYears {
    struct Row {
        UnitId unit;                     // a province, or what the person reads below one
        std::vector<std::int64_t> held;  // by year
    };
    std::vector<int> years;       // in order; the last one is the year of `today`
    std::vector<Row> rows;        // those with any, in the order of `units`
    std::vector<UnitStatus> now;  // hold it today and lie in one of `units`
};

/// Counts units, each once a year, on 31 December (the year of `today`: today). units: who answers for a row;
/// none lies in another.
StatusYears status_years(const std::vector<UnitStatus>& statuses, const std::vector<UnitId>& units,
                         const territory::Atlas& atlas, Date today, int years);

}  // namespace kheo::bodies
