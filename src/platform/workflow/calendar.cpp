// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/calendar.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kheo::workflow {

WorkingCalendar::WorkingCalendar(std::vector<SpecialDay> days) {
    std::map<Date, SpecialDay> by_day;
    for (auto& day : days) by_day[day.day] = std::move(day);
    days_.reserve(by_day.size());
    for (auto& [date, day] : by_day) days_.push_back(std::move(day));
}

const SpecialDay* WorkingCalendar::special(Date day) const {
    const auto found = std::ranges::lower_bound(days_, day, {}, &SpecialDay::day);
    return found != days_.end() && found->day == day ? &*found : nullptr;
}

bool WorkingCalendar::is_working(Date day) const {
    if (const auto* known = special(day)) return known->working;
    return day.weekday() <= 5;
}

bool WorkingCalendar::knows(int year) const {
    const auto of_year = [&](const SpecialDay& day) { return day.day.year() == year; };
    return std::ranges::any_of(days_, of_year) && !expects(year);
}

bool WorkingCalendar::expects(int year) const {
    return std::ranges::any_of(days_,
                               [&](const SpecialDay& day) { return day.expected && day.day.year() == year; });
}

const std::string& WorkingCalendar::name_of(Date day) const {
    static const std::string kPlain;
    const auto* known = special(day);
    return known ? known->name : kPlain;
}

Date WorkingCalendar::after(Date from, int n) const {
    while (n > 0) {
        from = from.plus_days(1);
        if (is_working(from)) --n;
    }
    return from;
}

Date WorkingCalendar::worked_from(Date day) const {
    while (!is_working(day)) day = day.plus_days(1);
    return day;
}

}  // namespace kheo::workflow
