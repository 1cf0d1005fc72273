// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/points.hpp"

#include <gtest/gtest.h>

namespace kheo::registry::scoring {

TEST(Points, WhatIsNoNumberOfPointsIsRefused) {
    for (const auto* typed :
         {"", " ", "-1", "+1", "1,55", "1,", ",5", "mười", "12a", "99999", "1.2.3", "0x10"})
        EXPECT_FALSE(parse_points(typed)) << typed;
}

TEST(Points, CommaAndPointAreRead) {
    EXPECT_EQ(parse_points("17"), 170);
    EXPECT_EQ(parse_points(" 17,5 "), 175);
    EXPECT_EQ(parse_points("17.5"), 175);
    EXPECT_EQ(parse_points("0"), 0);
}

TEST(Points, AreShownTheVietnameseWay) {
    EXPECT_EQ(format_points(175), "17,5");
    EXPECT_EQ(format_points(1000), "100");
    EXPECT_EQ(format_points(10000), "1.000");
    EXPECT_EQ(format_points(5), "0,5");
}

TEST(Points, AMeanIsComparedExactlyAtItsBoundaries) {
    EXPECT_FALSE((Mean{0, 0}).reaches(0));
    EXPECT_TRUE((Mean{500, 1}).reaches(500));
    EXPECT_FALSE((Mean{1499, 3}).reaches(500));  // 49,96…
    EXPECT_TRUE((Mean{1500, 3}).reaches(500));
    EXPECT_TRUE((Mean{700, 1}).reaches(700));
    EXPECT_FALSE((Mean{895, 1}).reaches(900));   // 89,5
    EXPECT_FALSE((Mean{2699, 3}).reaches(900));  // 89,96…, which a single decimal would show as 90
    EXPECT_TRUE((Mean{2700, 3}).reaches(900));
}

TEST(Points, MeansOfDifferentCountsAreEqualWhenTheyAreEqual) {
    EXPECT_EQ((Mean{1600, 2}), (Mean{2400, 3}));
    EXPECT_LT((Mean{1600, 2}), (Mean{2401, 3}));
    EXPECT_FALSE((Mean{2400, 3}) < (Mean{1600, 2}));
}

TEST(Points, AMeanIsRoundedOnlyForReading) {
    EXPECT_EQ(format_mean({1630, 2}), "81,5");
    EXPECT_EQ(format_mean({2450, 3}), "81,67");
    EXPECT_EQ(format_mean({2699, 3}), "89,97");
    EXPECT_EQ(format_mean({1800, 2}), "90");
    EXPECT_EQ(format_mean({1605, 2}), "80,25");
    EXPECT_EQ(format_mean({0, 2}), "0");
    EXPECT_EQ(format_mean({0, 0}), "");
}

}  // namespace kheo::registry::scoring
