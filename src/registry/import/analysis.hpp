// SPDX-License-Identifier: Apache-2.0
// What an uploaded registration list (danh sách đăng ký mô hình, điển hình) says, row by row, before anything
// is saved. Pure: a workbook, the map of the time and hints go in, plain values come out; no SQL, no HTTP.
// The words of problems and skip reasons are those of the contract ("Import").
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/message.hpp"
#include "base/result.hpp"
#include "platform/sheet/workbook.hpp"
#include "registry/import/columns.hpp"
#include "registry/model.hpp"
#include "territory/territory.hpp"

namespace kheo::registry::import {

/// What the person who imports already knows; each wins over what the file says.
struct Hints {
    std::string unit_code;              // the sender: an official code on the list's date, or "id:N"
    std::optional<Date> date;           // the list's date
    std::string file_name;              // a last clue to the date
    std::vector<ColumnChoice> columns;  // corrections of the recognised columns
    std::vector<Field> fields;          // the code list in force; may be empty
    Date today = Date::from_days(0);    // a list without a date is not later than this
};

/// One proposal to settle a problem. certain: a bulk button may apply it (spelling of a unit, an old unit
/// with exactly one successor); never a suspected duplicate or a value with two readings.
struct Suggestion {
    std::string value;  // a unit code, a field code, a date
    std::string text;   // how a person reads it
    bool certain = false;
};

struct Remark {
    std::string code;  // from the vocabulary of problems
    Sentence sentence;
    int column = -1;  // of the sheet, from 0; -1 = the whole row
    std::vector<Suggestion> suggestions;
};

/// One initiative of the list.
struct Row {
    int row = 0;   // from 1; for CSV the number of the record
    int line = 0;  // CSV only: first physical line, from 1
    std::string title;
    Kind kind = Kind::practice;
    std::optional<OwnerType> owner_type;
    std::optional<std::string> owner_text;
    std::optional<std::string> unit_text;
    bool unit_inherited = false;  // from a section, a merged cell, the row above or the sender
    std::optional<territory::Unit> unit;
    std::vector<territory::Unit> unit_candidates;
    std::vector<std::string> unit_codes_today;
    std::string hamlet;      // named beside or inside the unit, "" if none
    std::string level_note;  // "Cấp" as written
    std::optional<Sector> sector;
    std::string field;  // code, "" when not decided
    std::vector<std::string> field_candidates;
    std::vector<std::string> themes;
    std::string start, end;  // YYYY, YYYY-MM, YYYY-Qn, YYYY-MM-DD or ""
    std::vector<std::string> start_alternatives, end_alternatives;
    std::optional<Basis> basis;
    Headings headings;
    int campaign_year = 0;
    Date registered;  // the day that decides the period
    Precision registered_precision = Precision::day;
    int duplicate_of = 0, near_duplicate_of = 0;  // earlier rows, 0 = none
    std::vector<Remark> remarks;

    std::string unit_typed;  // a person's answer that names no unit
    bool left_out = false;   // by the person, or outside what the person may edit

    bool has(std::string_view code) const;
    /// Vocabulary codes of the remarks, each once, sorted.
    std::vector<std::string> problems() const;
    /// Rule of the contract: a title, a decided unit, no invalid date, not a duplicate inside the file.
    bool saved() const;
};

struct Skipped {
    int row = 0;         // from 1
    std::string reason;  // heading header column_number_row section subtotal total signature recipients note
    std::optional<int> printed, counted;  // of subtotals and totals
    bool mismatch() const { return printed && counted && *printed != *counted; }
};

/// The list names one unit, the person chose another: names to tell them apart by.
struct SenderConflict {
    std::string printed, chosen;
};

struct Sender {
    std::string text;
    std::optional<territory::Unit> unit;
    std::optional<SenderConflict> conflict;  // only where a unit was chosen
};

struct Analysis {
    Date list_date;
    bool date_assumed = false;  // neither printed nor given
    int year = 0;               // campaign year
    Sender sender;
    std::string list_sheet;
    int sheet_index = 0;
    int header_row = 0;  // first row of the table's header, from 0
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<Skipped> skipped;
    std::vector<std::string> file_problems;  // sorted, each once
    std::size_t to_save() const;
};

/// Called now and then with the number of rows read; false stops the work (Error code "cancelled").
using Progress = std::function<bool(std::size_t done, std::size_t total)>;

/// Reads the list. Error.code empty_list when no sheet holds a header with rows; Error invalid when the
/// hinted sender is no unit on the list's date.
Result<Analysis> analyse(const sheet::Workbook& workbook, const territory::Atlas& atlas,
                         const Hints& hints = {}, const Progress& progress = {});

}  // namespace kheo::registry::import
