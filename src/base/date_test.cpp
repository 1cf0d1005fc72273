// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace kheo {

TEST(Date, KnowsWhichDaysExist) {
    EXPECT_FALSE(Date::of(2026, 2, 31));
    EXPECT_FALSE(Date::of(2025, 2, 29));
    EXPECT_TRUE(Date::of(2024, 2, 29));
    EXPECT_FALSE(Date::parse_iso("2026-2-01"));
    EXPECT_FALSE(Date::parse_iso("2026-13-01"));
    EXPECT_EQ(Date::parse_iso("2026-11-21")->iso(), "2026-11-21");
}

TEST(Date, PrintsTheVietnameseWay) {
    EXPECT_EQ(Date::of(2026, 2, 1)->vietnamese(), "01/02/2026");
}

TEST(Date, LeapDayMovesToTheLastOfFebruary) {
    EXPECT_EQ(Date::of(2024, 2, 29)->plus_years(-1).iso(), "2023-02-28");
}

TEST(Date, KnowsTheWeekday) {
    EXPECT_EQ(Date::of(2026, 11, 21)->weekday(), 6);
}

TEST(Clock, TodayIsTheDayInVietnam) {
    const auto noon = FixedClock(*Date::of(2025, 7, 1));
    EXPECT_EQ(noon.today().iso(), "2025-07-01");
    const auto utc_evening = noon.now() + 6 * 3'600'000;  // 18:00 in Vietnam
    EXPECT_EQ(local_date(utc_evening).iso(), "2025-07-01");
    EXPECT_EQ(local_date(utc_evening + 6 * 3'600'000).iso(), "2025-07-02");
    EXPECT_EQ(format_moment(noon.now()), "01/07/2025 12:00");
    EXPECT_EQ(iso_moment(noon.now()), "2025-07-01T05:00:00.000Z");
}

}  // namespace kheo
