// SPDX-License-Identifier: Apache-2.0
// Rows of a table as CSV (RFC 4180) and back, exactly: NULL is an empty field, an empty text is "", texts
// always stand in quotes, numbers never, bytes are \x and hexadecimal digits. PostgreSQL's COPY … (FORMAT
// csv, HEADER) and any spreadsheet read the same files.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/db/database.hpp"
#include "platform/db/schema.hpp"

namespace kheo::archive {

/// What is written where NULL was read into a column that takes none: nothing, or 0 or an empty text.
enum class Gaps { keep, fill };

/// Appends the line of a row whose columns are those of the table.
void append_line(std::string& out, const db::Row& row, const db::Table& table, Gaps gaps = Gaps::keep);
std::string header_line(const db::Table& table);

struct Field {
    std::string text;
    bool quoted = false;  // an empty field without quotes is NULL
};

/// More than any table has columns.
inline constexpr std::size_t kMostFields = 1000;

/// Splits bytes that come in pieces into lines of fields; calls line(fields) for each. Lines end with CR LF
/// or LF.
class LineSplitter {
  public:
    using Line = std::function<Result<>(std::vector<Field>&)>;
    explicit LineSplitter(Line line) : line_(std::move(line)) {}
    /// Refuses (invalid) quotes and CR where none may stand, fields over 256 MiB and lines of too many.
    Result<> feed(std::string_view bytes);
    /// Refuses (invalid) a last line without its end.
    Result<> finish();

  private:
    enum class State { field_start, bare, quoted, quote_in_quoted, line_end };
    Result<> take(char c);
    Result<> take_outside(char c);
    Result<> end_field();
    Result<> end_line();
    Line line_;
    State state_ = State::field_start;
    Field field_;
    std::vector<Field> fields_;
};

/// A field as a parameter of its column's type; `bytes` keeps what the parameter borrows. Refuses (invalid)
/// what is no value of the type.
Result<db::Param> to_param(const Field& field, const db::Column& column, std::string& bytes);

}  // namespace kheo::archive
