// SPDX-License-Identifier: Apache-2.0
// The table of the page as a file. Cells that a spreadsheet would take for a formula are escaped. Pure.
#pragma once

#include <string>

#include "statistics/views.hpp"

namespace kheo::statistics {

/// UTF-8 with byte order mark (Excel), comma separated, lines end in CRLF.
std::string table_csv(const FigureTable& table);

}  // namespace kheo::statistics
