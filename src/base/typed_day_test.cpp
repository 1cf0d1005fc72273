// SPDX-License-Identifier: Apache-2.0
#include "base/typed_day.hpp"

#include <gtest/gtest.h>

namespace kheo {

TEST(TypedDay, WhatIsNoDayIsRefused) {
    for (const auto* text : {"", "hôm nay", "31/02/2026", "20/11", "20/11/126", "20/11/98", "11/20/2026",
                             "2026", "20/11.2026", "1/2/3/2026"})
        EXPECT_FALSE(typed_day(text)) << text;
}

TEST(TypedDay, TheDayComesFirstWhateverStandsBetween) {
    const auto day = Date::of(2026, 11, 20);
    for (const auto* text :
         {"20/11/2026", " 20/11/2026 ", "20.11.2026", "20-11-2026", "20/11/26", "20-11-26", "2026-11-20"})
        EXPECT_EQ(typed_day(text), day) << text;
    EXPECT_EQ(typed_day("1/3/2026"), Date::of(2026, 3, 1));
}

}  // namespace kheo
