// SPDX-License-Identifier: Apache-2.0
// The table of the page as a file: counts are numbers there, a change has a column of its own for its
// percentage. Cells that a spreadsheet would take for a formula are escaped by platform/sheet. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "statistics/views.hpp"

namespace kheo::statistics {

/// UTF-8 with byte order mark (Excel), comma separated.
std::string table_csv(const FigureTable& table, Language language);

/// One sheet; headings stand over the table: what, where, when, how it was counted.
Result<std::string> table_xlsx(const FigureTable& table, const std::vector<std::string>& headings,
                               Language language);

}  // namespace kheo::statistics
