// SPDX-License-Identifier: Apache-2.0
// A spreadsheet as values, whatever file it came from (XLSX, XLS, ODS, CSV). Rows and columns count from 0
// here; what people see counts from 1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kheo::sheet {

enum class CellKind { empty, text, number, date, boolean };

/// How legacy text inside a cell had to be decoded.
enum class Legacy { none, tcvn3, vni };

struct Cell {
    CellKind kind = CellKind::empty;  // a cell that holds only white space is empty
    // As a person reads it, UTF-8, legacy encodings decoded, otherwise untouched; dates as shown. Numbers
    // have a decimal point and no thousands mark; the format 00000 keeps its leading zeros ("00097"). CSV has
    // only text.
    std::string text;
    double number = 0;         // for number, date (serial) and boolean
    std::optional<Date> date;  // for kind date
    bool month_only = false;   // a real date shown as mm/yyyy
    bool formula = false;      // value is the cached result of a formula
    Legacy legacy = Legacy::none;

    bool blank() const { return kind == CellKind::empty; }
};

struct Merge {
    int first_row = 0, first_column = 0, last_row = 0, last_column = 0;  // inclusive
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<std::vector<Cell>> rows;  // ragged: missing cells are blank
    std::vector<Merge> merges;
    std::vector<bool> hidden_rows, hidden_columns;  // shorter than the table when the rest is visible
    std::vector<int> lines;                         // CSV only: first physical line (from 1) of each record

    const Cell& at(int row, int column) const;  // a blank cell outside
};

enum class Format { xlsx, xls, ods, csv };

struct Workbook {
    Format format = Format::xlsx;
    std::vector<Sheet> sheets;
    Legacy whole_file = Legacy::none;  // CSV in TCVN3 or VNI
};

/// Limits against bombs; over one of them the file is refused.
struct Limits {
    std::size_t part_bytes = 10u << 20;  // a part larger than this …
    int part_ratio = 100;                // … may not inflate more than this
    int rows = 1'000'000;
    std::size_t cells = 4'000'000;        // cells with a value, over all sheets
    std::size_t text_bytes = 200u << 20;  // their text together (a shared text may be used a million times)
    std::size_t total_bytes = 1u << 29;   // what all parts together may inflate to
};

/// Reads a whole file in bounded memory. Error.code is one of: corrupt_archive, wrong_type, empty_workbook,
/// archive_bomb, xml_doctype, has_macros, encrypted (shared/data/registration_lists/README.md, "Refusals");
/// the sentence says what to do. file_name decides nothing but is checked against the content (wrong_type).
Result<Workbook> read_workbook(std::string_view content, std::string_view file_name,
                               const Limits& limits = {});

}  // namespace kheo::sheet
