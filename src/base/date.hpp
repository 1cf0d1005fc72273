// SPDX-License-Identifier: Apache-2.0
// Calendar dates (legal dates have no time of day). Stored as ISO text so that text order is date order.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kheo {

class Date {
  public:
    constexpr Date() = default;  // 1970-01-01

    /// nullopt when there is no such day (31/02) or the year is outside 1..9999.
    static std::optional<Date> of(int year, int month, int day);
    static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }
    /// Exactly YYYY-MM-DD.
    static std::optional<Date> parse_iso(std::string_view text);

    constexpr std::int32_t days() const { return days_; }
    int year() const;
    int month() const;    // 1..12
    int day() const;      // 1..31
    int weekday() const;  // 1 = Monday … 7 = Sunday

    Date plus_days(int n) const { return from_days(days_ + n); }
    /// Same day n years on; 29/02 becomes 28/02 where the year has none.
    Date plus_years(int n) const;

    std::string iso() const;         // 2026-11-21
    std::string vietnamese() const;  // 21/11/2026

    constexpr auto operator<=>(const Date&) const = default;

  private:
    constexpr explicit Date(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

/// Number of days of a month; month 1..12.
int days_in_month(int year, int month);

/// Open ends of validity, as stored: a version without known start or end.
inline constexpr std::string_view kBeginningOfTime = "0001-01-01";
inline constexpr std::string_view kEndOfTime = "9999-12-31";

}  // namespace kheo
