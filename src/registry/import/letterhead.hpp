// SPDX-License-Identifier: Apache-2.0
// What the block above the table says about the list as a whole: its date, the campaign year and the sender.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "platform/sheet/workbook.hpp"
#include "territory/territory.hpp"

namespace kheo::registry::import {

struct Letterhead {
    std::vector<std::string> issuer_lines;  // left column above the list's title, tidy
    std::vector<std::string> title_lines;   // everything else but mottos and the date
    std::string place;                      // "Tây Hồ" of "Tây Hồ, ngày 29 tháng 3 năm 2024"
    std::optional<Date> date;               // of that line, or of the line after the table
    int year = 0;                           // campaign year named by the title; 0 = none
    bool first_half = false;                // "6 tháng đầu năm"
};

/// header_row: first row of the table's header, from 0.
Letterhead read_letterhead(const sheet::Sheet& sheet, int header_row);

/// "ngày 29 tháng 3 năm 2024", "20/5/2026", "29.3.2024" somewhere in a text.
std::optional<Date> date_in_words(std::string_view text);
std::optional<Date> date_in_digits(std::string_view text);
/// "năm 2024", "2009-2024" (the last one); 0 = none.
int year_in(std::string_view text);

/// The sending unit on a day: the narrowest unit that the issuer's lines name, each read inside the one
/// before; else the unit named in the list's title; else the place of the date line.
std::optional<territory::Unit> sender_unit(const Letterhead& letterhead, const territory::Atlas& atlas,
                                           Date on);

/// The same where a person chose the sender: a name that units share means the one inside the chosen unit,
/// and a unit that was gone by that day is answered as it was. A unit of another type than written is none;
/// of the title and the place only a province or district counts.
std::optional<territory::Unit> printed_unit(const Letterhead& letterhead, const territory::Atlas& atlas,
                                            Date on, territory::UnitId chosen);

/// "BAN DÂN VẬN QUẬN ỦY TÂY HỒ".
std::string sender_text(const Letterhead& letterhead);

}  // namespace kheo::registry::import
