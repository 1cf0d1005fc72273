// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/number.hpp"

namespace kheo {

namespace {

std::chrono::year_month_day civil(Date date) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(date.days())));
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    using namespace std::chrono;
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                             std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return from_days(static_cast<std::int32_t>(sys_days(ymd).time_since_epoch().count()));
}

std::optional<Date> Date::parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = text.substr(0, 4), m = text.substr(5, 2), d = text.substr(8, 2);
    if (!all_digits(y) || !all_digits(m) || !all_digits(d)) return std::nullopt;
    return of(*parse_number<int>(y), *parse_number<int>(m), *parse_number<int>(d));
}

int Date::year() const {
    return static_cast<int>(civil(*this).year());
}
int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(civil(*this).month()));
}
int Date::day() const {
    return static_cast<int>(static_cast<unsigned>(civil(*this).day()));
}

int Date::weekday() const {
    return static_cast<int>(
        std::chrono::weekday(std::chrono::sys_days(std::chrono::days(days_))).iso_encoding());
}

Date Date::plus_years(int n) const {
    const int last = days_in_month(year() + n, month());
    return of(year() + n, month(), std::min(day(), last)).value_or(*this);
}

std::string Date::iso() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}
std::string Date::vietnamese() const {
    return fmt::format("{:02}/{:02}/{:04}", day(), month(), year());
}

int days_in_month(int year, int month) {
    using namespace std::chrono;
    const year_month_day_last last{std::chrono::year(year),
                                   month_day_last(std::chrono::month(static_cast<unsigned>(month)))};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

}  // namespace kheo
