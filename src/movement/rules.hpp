// SPDX-License-Identifier: Apache-2.0
// What may stand in a window, a drive and a call, and when a call is due. Pure. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "movement/model.hpp"
#include "platform/workflow/calendar.hpp"

namespace kheo::movement {

/// Fields title, from, until, basis (the unit is checked by who knows the map): all faults at once.
std::vector<FieldError> faults_of(const Drive& drive);
/// Fields last (unless withdrawn: a day of the drive before its announced end), reason.
std::vector<FieldError> faults_of(const Drive& drive, const DriveEnd& end);
/// Fields title, year, from, until, basis, quota.
std::vector<FieldError> faults_of(const Window& window);

struct Due {
    Date day;
    std::string reason;  // for people, in Vietnamese: kept with the call
};
/// So many working days after the day of the call.
Due due_after(int working_days, Date asked_on, const workflow::WorkingCalendar& calendar);
/// The wished day, or the next working day when that one is off (Civil Code, art. 148.5).
Due due_on(Date wished, const workflow::WorkingCalendar& calendar);

/// The day that lies so many working days before `due`; due itself for 0.
Date working_days_before(Date due, int days, const workflow::WorkingCalendar& calendar);

/// What a sector ("party", "armed_forces" …) is called; nullptr for a code that is none.
const Message* sector_word(std::string_view code);
/// The code of a sector as people write it, by code or word; "" for nothing typed, nullopt when it is none.
std::optional<std::string> read_sector(std::string_view typed);

/// Eight random letters and digits without 0, O, 1, I, L.
std::string new_code();
/// As typed from paper: capitals, blanks and dashes do not matter. "" when it is no code.
std::string read_code(std::string_view typed);

/// "5,1" ↔ {5, 1}: each once, descending, 0 to 30.
std::vector<int> read_days(std::string_view text);
std::string write_days(const std::vector<int>& days);

}  // namespace kheo::movement
