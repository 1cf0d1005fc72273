// SPDX-License-Identifier: Apache-2.0
#include "office/calendar.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "office/factor_rules.hpp"
#include "office/messages.gen.hpp"

namespace kheo::office {

namespace {

constexpr std::size_t kLongest = 200;  // bytes of a name or a basis

CalendarCell cell_of(Date day, const workflow::WorkingCalendar& calendar) {
    const bool weekend = day.weekday() > 5, works = calendar.is_working(day);
    const auto& name = calendar.name_of(day);
    const auto* css = works && weekend ? "worked" : works ? "" : name.empty() ? "weekend" : "off";
    return {std::to_string(day.day()), css, name};
}

CalendarMonth month_of(int year, int month, const workflow::WorkingCalendar& calendar) {
    CalendarMonth out{Sentence(msg::calendar_month, {{"month", std::to_string(month)}}), {}};
    const auto first = *Date::of(year, month, 1);
    std::vector<CalendarCell> week(static_cast<std::size_t>(first.weekday() - 1));
    for (int i = 0; i < days_in_month(year, month); ++i) {
        week.push_back(cell_of(first.plus_days(i), calendar));
        if (week.size() == 7) out.weeks.push_back(std::exchange(week, {}));
    }
    if (!week.empty()) {
        week.resize(7);
        out.weeks.push_back(std::move(week));
    }
    return out;
}

void check_text(std::vector<FieldError>& wrong, const char* field, const std::string& text,
                const Message& missing) {
    if (text.empty()) wrong.push_back({field, missing});
    if (text.size() > kLongest) wrong.push_back({field, msg::calendar_too_long});
}

}  // namespace

std::vector<CalendarMonth> months_of(int year, const workflow::WorkingCalendar& calendar) {
    std::vector<CalendarMonth> out;
    out.reserve(12);
    for (int month = 1; month <= 12; ++month) out.push_back(month_of(year, month, calendar));
    return out;
}

Result<workflow::CalendarRow> read_day(const DayInput& typed) {
    std::vector<FieldError> wrong;
    const auto day = typed_day(trim(typed.day));
    if (!day) wrong.push_back({"day", msg::calendar_day_wrong});
    workflow::CalendarRow row{
        {day.value_or(Date()), typed.kind == "working", tidy(typed.name)}, tidy(typed.basis), typed.verified};
    check_text(wrong, "name", row.special.name, msg::calendar_name_missing);
    check_text(wrong, "basis", row.basis, msg::calendar_basis_missing);
    if (wrong.empty()) return row;
    return fail(Error{ErrorKind::invalid, wrong.front().message, wrong, {}, {}});
}

bool may_change_calendar(const auth::Principal& who, Date today) {
    return administers_country(who, today);
}

}  // namespace kheo::office
