// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <gtest/gtest.h>

namespace kheo {

TEST(Period, ReadsEveryShapeOfTheContract) {
    for (const auto* code : {"2024", "2024-H1", "2024-H2", "2024-Q3", "2024-05", "2009..2024",
                             "2026-01..2026-11", "2025-12-15..2026-12-14"}) {
        const auto period = Period::parse(code);
        ASSERT_TRUE(period) << code;
        EXPECT_EQ(period->code(), code);
    }
}

TEST(Period, RefusesWhatIsNoPeriod) {
    for (const auto* code : {"", "24", "2024-H3", "2024-Q5", "2024-13", "2024-00", "2024..2009", "abcd",
                             "2024-1", "2024..", "2024-02-30..2024-03-01"})
        EXPECT_FALSE(Period::parse(code)) << code;
}

TEST(Period, SamePeriodLastYearKeepsItsShape) {
    EXPECT_EQ(Period::parse("2024-H1")->same_last_year().code(), "2023-H1");
    EXPECT_EQ(Period::parse("2025-02")->same_last_year().last.iso(), "2024-02-29");
    EXPECT_EQ(Period::parse("2025-12-15..2026-12-14")->same_last_year().code(), "2024-12-15..2025-12-14");
}

TEST(Period, HasItsVietnameseName) {
    EXPECT_EQ(period_name(*Period::parse("2024-H1")).in(Language::vi), "6 tháng đầu năm 2024");
    EXPECT_EQ(period_name(*Period::parse("2024-Q3")).in(Language::vi), "quý III năm 2024");
    EXPECT_EQ(period_name(*Period::parse("2009..2024")).in(Language::vi), "từ năm 2009 đến năm 2024");
}

}  // namespace kheo
