// SPDX-License-Identifier: Apache-2.0
// Dates of the work as lists write them: real dates, serial numbers, 15/3/2024, 3/2024, Quý II/2025, 2024,
// "từ tháng 3 đến tháng 10/2024", text damaged by a month-first machine. A date is kept as exact as it was
// written: YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::registry::import {

struct When {
    std::string value;         // "" when nothing was read
    bool invalid = false;      // written like a date, but there is no such day
    bool month_first = false;  // mm/dd text, read so
    bool real = false;         // a real date of the workbook with a day
    bool day_text = false;     // dd/mm/yyyy text
};

struct Span {
    When start, end;
};

/// year: taken where the text names none.
When read_when(const sheet::Cell& cell, int year);
/// A cell that may hold start and end.
Span read_span(const sheet::Cell& cell, int year);

/// For a real date of the workbook with a day up to 12: the same date with day and month exchanged.
std::optional<std::string> exchanged(std::string_view date);

/// First and last day that a value may mean; nullopt for "".
struct Days {
    Date first, last;
};
std::optional<Days> days_of(std::string_view value);

/// True when the end lies before the start, compared at the coarser precision.
bool wrong_order(std::string_view start, std::string_view end);

}  // namespace kheo::registry::import
