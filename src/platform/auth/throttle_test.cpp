// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/throttle.hpp"

#include <gtest/gtest.h>

namespace kheo::auth {
namespace {

class ThrottleTest : public ::testing::Test {
  protected:
    void fail_from(const std::string& address, int times) {
        for (int i = 0; i < times; ++i) throttle.failed("hanh", address);
    }
    void pass(Millis time) { clock.set(clock.now() + time); }

    FixedClock clock{Millis{1'000'000'000}};
    SignInThrottle throttle{clock};
};

TEST_F(ThrottleTest, FiveTriesAreFreeThenTheWaitGrowsToFiveMinutesAtMost) {
    fail_from("10.0.0.1", 4);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 0);
    fail_from("10.0.0.1", 1);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 5000);
    fail_from("10.0.0.1", 1);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 10'000);
    fail_from("10.0.0.1", 1000);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 300'000);
    EXPECT_EQ(throttle.wait("trang", "10.0.0.2"), 0);
    pass(300'000);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 0);
}

TEST_F(ThrottleTest, TheOwnerIsNotLockedOutByAttackersElsewhere) {
    throttle.succeeded("hanh", "10.0.0.1");
    pass(24 * 3600 * 1000);
    for (int i = 0; i < 500; ++i) fail_from("203.0.113." + std::to_string(i % 250), 1);
    EXPECT_GT(throttle.wait("hanh", "198.51.100.7"), 0);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 0);
}

TEST_F(ThrottleTest, AMarkedDeviceIsNotHeldUpByStrangersBehindTheSameAddress) {
    throttle.succeeded("hanh", "10.0.0.1");
    fail_from("10.0.0.1", 60);
    EXPECT_GT(throttle.wait("hanh", "10.0.0.1"), 0) << "without its mark it is one of them";
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1", "mark"), 0);
    EXPECT_EQ(throttle.wait("hanh", "198.51.100.7", "mark"), 0) << "nor at an address it has never been at";
}

TEST_F(ThrottleTest, AStolenMarkIsSlowedDownLikeAnyOtherAndOnlyItself) {
    for (int i = 0; i < 5; ++i) throttle.failed("hanh", "203.0.113.9", "stolen");
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1", "stolen"), 5000) << "wherever it comes from";
    for (int i = 0; i < 1000; ++i) throttle.failed("hanh", "203.0.113.9", "stolen");
    EXPECT_EQ(throttle.wait("hanh", "203.0.113.9", "stolen"), 300'000);
    EXPECT_EQ(throttle.wait("hanh", "203.0.113.9", "own"), 0);
    EXPECT_EQ(throttle.wait("hanh", "203.0.113.9"), 0);
    throttle.succeeded("hanh", "10.0.0.1", "stolen");
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1", "stolen"), 0);
}

TEST_F(ThrottleTest, OneAddressThatTriesManyNamesIsSlowedDown) {
    for (int i = 0; i < 60; ++i) throttle.failed("name" + std::to_string(i), "203.0.113.9");
    EXPECT_GT(throttle.wait("other", "203.0.113.9"), 0);
    EXPECT_EQ(throttle.wait("other", "203.0.113.10"), 0);
}

TEST_F(ThrottleTest, AFloodOfNamesIsForgottenKnownAddressesAreNot) {
    throttle.succeeded("hanh", "10.0.0.1");
    for (int i = 0; i < 30'000; ++i) throttle.failed("x" + std::to_string(i), "203.0.113.9");
    fail_from("203.0.113.9", 200);
    EXPECT_EQ(throttle.wait("hanh", "10.0.0.1"), 0);
}

}  // namespace
}  // namespace kheo::auth
