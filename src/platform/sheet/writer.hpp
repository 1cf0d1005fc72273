// SPDX-License-Identifier: Apache-2.0
// Tables out: XLSX through libxlsxwriter, CSV by hand. Rows go out one by one and wait on disk until the file
// is packed, so that a long export costs little memory. Texts are taken as UTF-8; what is not valid becomes
// U+FFFD.
//
// Texts that look like formulas (they start with = + - @, a tab or a line break) never become formulas:
//   XLSX  they are written as text cells with the format "@", unchanged: Excel keeps them text even when
//   edited. CSV   they get an apostrophe in front (OWASP "CSV Injection"); read_workbook takes it off again.
// Not thread-safe; the objects own everything they need.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kheo::sheet {

enum class ColumnKind { text, count, decimal, date, month };

struct Column {
    std::string title = {};
    ColumnKind kind = ColumnKind::text;
    double width = 16;  // in characters, as Excel counts
    std::vector<std::string> choices =
        {};  // the cells offer this list (other text is accepted with a warning)
};

using Value = std::variant<std::monostate, std::string, std::int64_t, double, Date>;

struct Table {
    std::string sheet_name = {};             // forbidden characters are replaced, cut at 31
    std::vector<std::string> headings = {};  // bold lines over the table, merged over its width
    std::vector<Column> columns = {};
    bool column_numbers = false;  // the row (1) (2) (3) … under the header, as official lists have
    bool filter = true;
    int empty_rows = 0;  // framed rows after the last one, to be filled in; drop-downs reach there too
};

class XlsxWriter {
  public:
    /// environment when there is no memory for the file.
    static Result<XlsxWriter> start();
    XlsxWriter(XlsxWriter&&) noexcept;
    XlsxWriter& operator=(XlsxWriter&&) noexcept;
    ~XlsxWriter();

    /// Starts a sheet; the one before is complete. Sheet names must differ.
    void begin(const Table& table);
    /// One row; values beyond the columns are left out. Texts over 32,767 characters are cut (limit of the
    /// format).
    void row(const std::vector<Value>& values);
    /// The file. Nothing may be written afterwards. environment when it could not be finished.
    Result<std::string> finish();
    /// The same, for long files: bytes that no copy is made of and that live as long as `keeps`. Parts of
    /// them leave memory when they are said to be `used`.
    struct Finished {
        std::string_view bytes;
        std::shared_ptr<const void> keeps;
        void (*used)(std::string_view part) = nullptr;
    };
    Result<Finished> finish_in_place();

  private:
    struct State;
    explicit XlsxWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A workbook of one sheet.
Result<std::string> write_xlsx(const Table& table, const std::vector<std::vector<Value>>& rows);

/// One line, RFC 4180 with CRLF; dates as dd/mm/yyyy, decimals with a point. Put kUtf8Mark first, or Excel
/// guesses.
std::string csv_row(const std::vector<Value>& values, char separator = ',');
inline constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// Would a spreadsheet program take this text for a formula?
bool looks_like_formula(std::string_view text);

}  // namespace kheo::sheet
