// SPDX-License-Identifier: Apache-2.0
// The remarks of one sheet, put in order for writing: one text per row, the cells to fill, and the column
// they go to.
#pragma once

#include <map>
#include <string>

#include "platform/sheet/annotate.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

struct RowMarks {
    std::string text;
    Severity severity = Severity::information;  // the worst
    std::map<int, Severity> cells;              // by column
};

struct SheetMarks {
    int column = 0;  // where the remarks go
    int header_row = -1;
    bool column_exists = false;  // from an earlier round: old remarks go away
    std::map<int, RowMarks> rows;
};

SheetMarks plan_marks(const Sheet& sheet, const SheetRemarks& remarks);

}  // namespace kheo::sheet
