// SPDX-License-Identifier: Apache-2.0
// The command `kheo pivot`: words of the command line in, JSON out. Part of the door; app owns the options.
#pragma once

#include <string>
#include <vector>

#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// The options as typed; empty = not given. compare: "same_period_last_year" or a period.
struct PivotArguments {
    std::vector<std::string> measures, where;
    std::string rows, columns, under, period, compare, map;
};

/// Reads the words. Errors: usage for an unknown measure, dimension or map word, invalid for a period or a
/// condition that cannot be read.
Result<PivotQuery> read_arguments(const PivotArguments& arguments);

/// One line of JSON (contract.md, "Pivot"). atlas: a snapshot of the same database.
Result<std::string> pivot_command(db::Database& database, const territory::Atlas& atlas,
                                  const FactSource& source, const PivotArguments& arguments, Date today);

}  // namespace kheo::statistics
