// SPDX-License-Identifier: Apache-2.0
// The rows under a header: which of them are initiatives, and which are sections, totals, notes, page headers
// or the signature block. A Table borrows sheet, header and columns. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/sheet/workbook.hpp"
#include "registry/import/columns.hpp"
#include "registry/import/header.hpp"

namespace kheo::registry::import {

enum class RowKind { blank, header, column_numbers, section, total, note, recipients, signature, data };

/// The label before a section: A → 1, I → 2, 1 → 3, a → 4, none → 0.
struct Label {
    std::string text;  // "II"
    int depth = 0;
};

/// "II | LĨNH VỰC KINH TẾ" or "II. LĨNH VỰC KINH TẾ" in one cell.
struct SectionText {
    Label label;
    std::string text;
};

class Table {
  public:
    Table(const sheet::Sheet& sheet, const Header& header, const std::vector<Column>& columns);

    int first() const { return header_.last_row + 1; }
    int end() const { return static_cast<int>(sheet_.rows.size()); }
    /// Last row that is an initiative; -1 when there is none.
    int last_data() const { return last_data_; }

    RowKind kind(int row);  // call in order of rows: the closing block has a memory

    /// The cell, or the anchor of a merge that covers it; merged = the anchor stands elsewhere.
    const sheet::Cell& cell(int row, int column, bool* merged = nullptr) const;
    const sheet::Cell& cell(int row, const Column* column, bool* merged = nullptr) const;
    bool hidden(int row) const;
    SectionText section(int row) const;
    /// Text that a total row shows ("Cộng B: 07 điển hình") and the number it prints.
    std::string total_text(int row) const;
    std::optional<int> printed_number(int row) const;

    const sheet::Sheet& sheet() const { return sheet_; }
    const std::vector<Column>& columns() const { return columns_; }

  private:
    bool is_data(int row) const;
    bool is_total(int row) const;
    bool is_section(int row) const;
    bool is_closing(int row) const;
    RowKind closing_kind(int row, const sheet::Cell& first_cell);
    bool numbered(int row) const;
    int filled(int row) const;
    int filled_columns(int row) const;  // known columns beside number and title
    const sheet::Cell* lead(int row) const;

    const sheet::Sheet& sheet_;
    const Header& header_;
    const std::vector<Column>& columns_;
    const Column* number_;
    const Column* title_;
    std::map<std::pair<int, int>, std::pair<int, int>> anchors_;  // covered cell → anchor, below the header
    std::vector<bool> data_;                                      // by row of the sheet
    bool closed_ = false;
    int recipients_column_ = -1;
    int last_numbered_ = -1;
    int last_data_ = -1;
};

}  // namespace kheo::registry::import
