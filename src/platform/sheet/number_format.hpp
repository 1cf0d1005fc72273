// SPDX-License-Identifier: Apache-2.0
// How a spreadsheet shows a number: which format codes are dates, and the text a person sees. Format codes
// are those of ECMA-376 part 1, 18.8.30-31; BIFF8 uses the same. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

struct NumberFormat {
    enum class Shape { number, percent, zeros, date, time };

    Shape shape = Shape::number;
    int zeros = 0;                            // shape zeros: how many digits at least
    bool has_day = false, has_month = false;  // shape date
    std::string code;                         // shape date and time: section one, to show it
};

NumberFormat parse_format(std::string_view code);
/// Formats that are known by number only; a workbook may redefine them.
NumberFormat builtin_format(int id);

enum class Epoch { from_1900, from_1904 };

/// Calendar day of a serial number; none outside 1900..9999. Knows the 29/02/1900 that never was.
std::optional<Date> serial_date(double serial, Epoch epoch);

/// A number cell as a person reads it: number, date or time by its format.
Cell number_cell(double value, const NumberFormat& format, Epoch epoch);

/// 13663, 0.057: shortest form with up to 15 digits.
std::string plain_number(double value);

}  // namespace kheo::sheet
