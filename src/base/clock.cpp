// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <fmt/format.h>

#include <chrono>

namespace kheo {

namespace {
constexpr Millis kDay = 86'400'000;
constexpr Millis kVietnamOffset = 7 * 3'600'000;  // no daylight saving since 1975

Millis floor_div(Millis a, Millis b) {
    return a / b - (a % b < 0 ? 1 : 0);
}
}  // namespace

Date local_date(Millis at) {
    return Date::from_days(static_cast<std::int32_t>(floor_div(at + kVietnamOffset, kDay)));
}

Millis day_start(Date date) {
    return date.days() * kDay - kVietnamOffset;
}

Date Clock::today() const {
    return local_date(now());
}

Millis SystemClock::now() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

FixedClock::FixedClock(Date date) : now_(day_start(date) + kDay / 2) {}

std::string format_moment(Millis at) {
    const auto minutes = floor_div(at + kVietnamOffset, 60'000);
    const auto of_day = minutes - floor_div(minutes, 1440) * 1440;
    return fmt::format("{} {:02}:{:02}", local_date(at).vietnamese(), of_day / 60, of_day % 60);
}

std::string iso_moment(Millis at) {
    const auto day = floor_div(at, kDay);
    const auto rest = at - day * kDay;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Date::from_days(static_cast<std::int32_t>(day)).iso(),
                       rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

}  // namespace kheo
