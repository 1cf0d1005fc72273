// SPDX-License-Identifier: Apache-2.0
// "The marked file back": the person's own workbook with a column of remarks to the right of the table and a
// light fill on the cells concerned.
//   XLSX           the file itself: only the sheet part and the styles are edited, everything else stays byte
//   for byte. XLS, ODS, CSV  an XLSX with the same cells, merges and hidden rows, plus the remarks.
// A column of remarks from an earlier round is used again and its old remarks disappear. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kheo::sheet {

enum class Severity { information, warning, error };

struct Remark {
    int row = 0;
    std::vector<int> columns = {};  // cells concerned; may be empty
    std::string text = {};          // in the reader's language
    Severity severity = Severity::warning;
};

struct SheetRemarks {
    std::string sheet = {};  // its name
    int header_row = -1;     // the title of the column goes there; none when negative
    std::vector<Remark> remarks = {};
};

/// Title of the column, Vietnamese: "Ghi chú của hệ thống". Readers of a list may ignore a column of this
/// name.
std::string_view remark_column_title();

/// The marked workbook as XLSX. Several remarks on one row stand in one cell, a line each. Fails like
/// read_workbook when the original cannot be read; remarks on sheets that do not exist are left out.
Result<std::string> annotate(std::string_view original, std::string_view file_name,
                             const std::vector<SheetRemarks>& remarks);

/// Name to offer for the marked file: "danh-sach.xls" → "danh-sach.co-ghi-chu.xlsx".
std::string annotated_name(std::string_view file_name);

}  // namespace kheo::sheet
