// SPDX-License-Identifier: Apache-2.0
// The Workbook stream of an .xls (BIFF5 and BIFF8, [MS-XLS]) as cells: values, cached results of formulas,
// number formats, hidden rows, columns and sheets, merges. Ours, because libfreexl 1.0.6 reads outside its
// buffers on damaged files, loses formulas, and does not tell formats, merges and what is hidden. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/sheet/number_format.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

struct BiffCell {
    CellKind kind = CellKind::empty;
    std::uint16_t style = 0;
    bool formula = false;
    std::uint32_t text = 0;  // kind text: index in BiffBook::texts
    double number = 0;       // kind number and boolean
};

struct BiffSheet {
    std::string name;
    bool hidden = false;
    bool is_table = true;  // not a chart
    std::vector<std::vector<BiffCell>> rows;
    std::vector<Merge> merges;
    std::vector<bool> hidden_rows, hidden_columns;
};

struct BiffBook {
    Epoch epoch = Epoch::from_1900;
    std::vector<NumberFormat> formats;  // by style
    std::vector<std::string> texts;     // shared strings, then the others
    std::vector<BiffSheet> sheets;      // in the order of the tabs
};

/// corrupt_archive when records are cut, encrypted with a password, has_macros with an Excel 4 macro sheet,
/// archive_bomb when the used areas of all sheets are over limits.cells.
Result<BiffBook> read_biff(std::string_view workbook_stream, const Limits& limits);

}  // namespace kheo::sheet
