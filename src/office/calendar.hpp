// SPDX-License-Identifier: Apache-2.0
// The working-day calendar as its page shows and reads it. Every administrator reads it; who administers the
// whole country changes it, for it holds everywhere.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "office/office.hpp"
#include "platform/view/components.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::office {

struct CalendarCell {
    std::string day;   // "" before the first and after the last of the month
    std::string css;   // "off", "worked", "plain" …
    std::string name;  // of a special day
};

struct CalendarMonth {
    Sentence title;
    std::vector<std::vector<CalendarCell>> weeks;  // seven cells each, Monday first
};

/// The form as typed.
struct DayInput {
    std::string day, kind = "off", name, basis;
    bool verified = false;
};

struct CalendarPage {
    int year = 0;
    std::vector<view::Choice> years;
    std::vector<CalendarMonth> months;
    std::vector<workflow::CalendarRow> rows;
    bool may_change = false;
    DayInput typed;
    const Message* done = nullptr;
    Error error;

    /// Is the notice of the year still awaited?
    bool expected() const {
        return std::ranges::any_of(rows, [](const auto& row) { return row.special.expected; });
    }
};

/// The twelve months of a year, drawn from the calendar.
std::vector<CalendarMonth> months_of(int year, const workflow::WorkingCalendar& calendar);

/// All faults at once under the fields day, name, basis.
Result<workflow::CalendarRow> read_day(const DayInput& typed);

bool may_change_calendar(const auth::Principal& who, Date today);

}  // namespace kheo::office
