// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/marks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/sheet/cell_reference.hpp"

namespace kheo::sheet {

namespace {

int find_title(const Sheet& sheet, int row) {
    if (row < 0 || static_cast<std::size_t>(row) >= sheet.rows.size()) return -1;
    const auto& cells = sheet.rows[static_cast<std::size_t>(row)];
    const auto found = std::ranges::find_if(
        cells, [](const Cell& cell) { return tidy(cell.text) == remark_column_title(); });
    return found == cells.end() ? -1 : static_cast<int>(found - cells.begin());
}

/// The first column right of everything, merged headings included.
int first_free_column(const Sheet& sheet) {
    std::size_t width = 0;
    for (const auto& row : sheet.rows) width = std::max(width, row.size());
    int free = static_cast<int>(width);
    for (const auto& merge : sheet.merges)
        if (merge.last_column < kMostColumns - 1) free = std::max(free, merge.last_column + 1);
    return std::min(free, kMostColumns - 1);
}

}  // namespace

SheetMarks plan_marks(const Sheet& sheet, const SheetRemarks& remarks) {
    SheetMarks plan;
    const int existing = find_title(sheet, remarks.header_row);
    plan.column_exists = existing >= 0;
    plan.column = plan.column_exists ? existing : first_free_column(sheet);
    plan.header_row = remarks.header_row;
    for (const auto& remark : remarks.remarks) {
        if (remark.row < 0 || remark.row >= kMostRows) continue;
        auto& row = plan.rows[remark.row];
        if (!remark.text.empty()) row.text += (row.text.empty() ? "" : "\n") + remark.text;
        row.severity = std::max(row.severity, remark.severity);
        for (const int column : remark.columns)
            if (column >= 0 && column != plan.column && column < kMostColumns)
                row.cells[column] = std::max(row.cells[column], remark.severity);
    }
    return plan;
}

}  // namespace kheo::sheet
