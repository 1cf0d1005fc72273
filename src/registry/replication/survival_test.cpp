// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "registry/replication/replication.hpp"

namespace kheo::registry::replication {
namespace {

const Date kFirst = *Date::of(2020, 3, 8);
const Date kToday = *Date::of(2026, 11, 20);

Evidence evidence(int last_year) {
    return {kFirst, last_year, {}, {}, false};
}

TEST(Survival, TheAnniversaryItselfCounts) {
    EXPECT_EQ(standing_after(evidence(2020), 1, *Date::of(2021, 3, 7)), Standing::not_yet);
    EXPECT_EQ(standing_after(evidence(2020), 1, *Date::of(2021, 3, 8)), Standing::silent);
}

TEST(Survival, RegisteredAgainInThatYearOrLaterIsAlive) {
    EXPECT_EQ(standing_after(evidence(2021), 1, kToday), Standing::alive);
    EXPECT_EQ(standing_after(evidence(2023), 1, kToday), Standing::alive);
    EXPECT_EQ(standing_after(evidence(2023), 5, kToday), Standing::silent);
}

TEST(Survival, TheFirstRegistrationAloneIsNoSignOfLife) {
    EXPECT_EQ(standing_after(evidence(2020), 1, kToday), Standing::silent);
}

TEST(Survival, ASignOfLifeBeforeTheDaySaysNothingAboutIt) {
    auto e = evidence(2020);
    e.alive = *Date::of(2021, 3, 7);
    EXPECT_EQ(standing_after(e, 1, kToday), Standing::silent);
    e.alive = *Date::of(2021, 3, 8);
    EXPECT_EQ(standing_after(e, 1, kToday), Standing::alive);
}

TEST(Survival, WhatEndedAfterTheDayLivedOnThatDay) {
    auto e = evidence(2020);
    e.ended = *Date::of(2023, 1, 1);
    EXPECT_EQ(standing_after(e, 1, kToday), Standing::alive);
    EXPECT_EQ(standing_after(e, 5, kToday), Standing::ended);
}

TEST(Survival, ALeapDayHasItsAnniversaryOnThe28th) {
    Evidence e{*Date::of(2024, 2, 29), 2024, {}, {}, false};
    EXPECT_EQ(standing_after(e, 1, *Date::of(2025, 2, 27)), Standing::not_yet);
    EXPECT_EQ(standing_after(e, 1, *Date::of(2025, 2, 28)), Standing::silent);
}

TEST(Survival, WhatTheRegisterClosedIsNotSilent) {
    auto e = evidence(2020);
    e.closed = true;
    EXPECT_EQ(standing_after(e, 2, kToday), Standing::ended);
}

TEST(Survival, SomethingWasHeardUntilTheEndOfTheCampaignYearButNotInTheFuture) {
    EXPECT_EQ(last_heard(evidence(2024), kToday), *Date::of(2024, 12, 31));
    EXPECT_EQ(last_heard(evidence(2026), kToday), kToday);
    auto e = evidence(2024);
    e.alive = *Date::of(2025, 6, 1);
    EXPECT_EQ(last_heard(e, kToday), *Date::of(2025, 6, 1));
}

}  // namespace
}  // namespace kheo::registry::replication
