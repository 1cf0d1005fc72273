// SPDX-License-Identifier: Apache-2.0
// What libfreexl does not tell about an .xls: number formats, formulas, hidden rows, columns and sheets,
// merges, passwords. Records of BIFF5 and BIFF8 ([MS-XLS]). It also checks the record structure before
// libfreexl sees the file. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "platform/sheet/number_format.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

struct XlsCell {
    std::uint16_t style = 0;
    bool formula = false, boolean = false;
};

/// Last calculated value of a formula; libfreexl does not read it.
struct XlsResult {
    CellKind kind = CellKind::empty;
    double number = 0;
    std::string text;
};

struct XlsSheet {
    bool hidden = false;
    bool is_table = true;  // not a chart
    std::vector<std::vector<XlsCell>> cells;
    std::map<std::pair<int, int>, XlsResult> results;  // by row and column
    std::vector<Merge> merges;
    std::vector<bool> hidden_rows, hidden_columns;
};

struct XlsLayout {
    Epoch epoch = Epoch::from_1900;
    std::vector<NumberFormat> formats;  // by style
    std::vector<XlsSheet> sheets;       // in the order of the tabs
};

/// corrupt_archive when records are cut, encrypted with a password, has_macros with an Excel 4 macro sheet,
/// archive_bomb when the used area of a sheet is over limits.cells.
Result<XlsLayout> read_xls_layout(std::string_view workbook_stream, const Limits& limits);

}  // namespace kheo::sheet
