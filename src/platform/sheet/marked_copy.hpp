// SPDX-License-Identifier: Apache-2.0
// An XLSX with the cells of any workbook, for files that cannot be edited in place (XLS, ODS, CSV).
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "platform/sheet/marks.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

/// marks[i] belongs to workbook.sheets[i].
Result<std::string> marked_copy(const Workbook& workbook, const std::vector<SheetMarks>& marks);

}  // namespace kheo::sheet
