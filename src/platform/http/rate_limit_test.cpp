// SPDX-License-Identifier: Apache-2.0
#include "platform/http/rate_limit.hpp"

#include <gtest/gtest.h>

namespace kheo::http {
namespace {

using namespace std::chrono_literals;

TEST(RateLimit, TheBurstFirstThenAsFastAsItFills) {
    RateLimit limit({2, 5});
    RateLimit::Time now{};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(limit.take("a", now), 0);
    EXPECT_EQ(limit.take("a", now), 1);
    EXPECT_EQ(limit.take("b", now), 0);  // others are not held up
    now += 500ms;
    EXPECT_EQ(limit.take("a", now), 0);
    EXPECT_EQ(limit.take("a", now), 1);
    now += 1h;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(limit.take("a", now), 0);
    EXPECT_NE(limit.take("a", now), 0);
}

TEST(RateLimit, TellsHowLongToWait) {
    RateLimit limit({0.1, 1});
    EXPECT_EQ(limit.take("a", {}), 0);
    EXPECT_EQ(limit.take("a", {}), 10);
    EXPECT_EQ(limit.take("a", RateLimit::Time{} + 4s), 6);
}

TEST(RateLimit, NoRateIsNoLimit) {
    RateLimit limit({});
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(limit.take("a", {}), 0);
    EXPECT_EQ(limit.keys(), 0u);
}

TEST(RateLimit, ManyKeysTakeBoundedMemory) {
    RateLimit limit({1, 10});
    for (int i = 0; i < 200'000; ++i) limit.take(std::to_string(i), {});
    EXPECT_LE(limit.keys(), 50'000u);
}

}  // namespace
}  // namespace kheo::http
