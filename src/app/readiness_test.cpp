// SPDX-License-Identifier: Apache-2.0
#include "app/readiness.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "base/message.hpp"

namespace kheo::app {

namespace {

using std::chrono::milliseconds;

class ReadinessTest : public ::testing::Test {
  protected:
    int asked = 0;
    bool there = true;
    Readiness::Time time{std::chrono::hours(1)};
    Readiness readiness{[this]() -> Result<> {
                            ++asked;
                            if (there) return {};
                            return std::unexpected(Error{ErrorKind::environment, {}, {}, "10.0.0.7", {}});
                        },
                        [this] { return time; }};
};

}  // namespace

TEST_F(ReadinessTest, SaysNoWhileTheDatabaseIsAwayAndYesAfterwards) {
    there = false;
    EXPECT_FALSE(readiness.ready());
    there = true;
    time += milliseconds(1001);
    EXPECT_TRUE(readiness.ready());
}

TEST_F(ReadinessTest, AsksTheDatabaseOnceASecondHoweverManyAsk) {
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(readiness.ready());
    EXPECT_EQ(asked, 1);
    time += milliseconds(1001);
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(readiness.ready());
    EXPECT_EQ(asked, 2);
}

TEST_F(ReadinessTest, TellsNothingButYesOrNo) {
    there = false;
    const auto answer = readiness_route(readiness).handler({});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->body, R"({"status":"unavailable"})");
    EXPECT_EQ(answer->header("Cache-Control"), "no-store");
    EXPECT_FALSE(answer->header("Retry-After").empty());
}

TEST(Readiness, AQuestionThatHangsHoldsNobodyUpAndCountsAsNo) {
    std::latch begun(1), end(1);
    std::atomic<int> asked{0};
    std::atomic<Readiness::Time> time{Readiness::Time(std::chrono::hours(1))};
    Readiness readiness(
        [&]() -> Result<> {
            if (++asked == 2) {
                begun.count_down();
                end.wait();
            }
            return {};
        },
        [&] { return time.load(); });
    EXPECT_TRUE(readiness.ready());
    time = time.load() + std::chrono::seconds(5);
    std::jthread first([&] { readiness.ready(); });
    begun.wait();
    EXPECT_TRUE(readiness.ready()) << "for a moment what was found last still holds";
    time = time.load() + std::chrono::seconds(3);
    EXPECT_FALSE(readiness.ready());
    EXPECT_EQ(asked, 2);
    end.count_down();
}

}  // namespace kheo::app
