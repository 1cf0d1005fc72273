// SPDX-License-Identifier: Apache-2.0
// Which body runs the movement: the unit's own decision before the rule of its level.
#include <gtest/gtest.h>

#include "bodies/acts.hpp"
#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

constexpr UnitId kWard{31};

Date day(std::string_view text) {
    return *Date::parse_iso(text);
}

class Standing : public ::testing::Test {
  protected:
    std::optional<StandingBody> on(std::string_view when, UnitId unit = kWard,
                                   std::string_view level = "commune") {
        return database_->read([&](db::Transaction& tx) { return standing_body(tx, unit, level, day(when)); })
            .value();
    }
    bool set(std::string kind, std::string_view from, std::string key) {
        return database_
            ->write([&](db::Transaction& tx) {
                return set_standing_body(tx, {kWard, "commune", kind, day(from), "1-QĐ/ĐU", key}, {}, 1);
            })
            .value();
    }
    kheo::test::TestDatabase database_;
};

TEST_F(Standing, NobodyRunsTheMovementInADistrictAfterTheDistrictsEnded) {
    EXPECT_FALSE(on("2025-07-01", UnitId{5}, "district"));
    EXPECT_EQ(on("2025-02-28", UnitId{5}, "district")->name, "Ban Dân vận");
}

TEST_F(Standing, TheRuleOfTheLevelHoldsUntilTheUnitDecides) {
    EXPECT_EQ(on("2025-06-30")->name, "Khối dân vận");
    EXPECT_EQ(on("2025-07-01")->kind, "party_building_board");
    EXPECT_FALSE(on("2025-07-01")->verified);
    EXPECT_TRUE(set("fatherland_front", "2026-01-01", "a"));
    EXPECT_EQ(on("2025-12-31")->kind, "party_building_board");
    EXPECT_EQ(on("2026-01-01")->kind, "fatherland_front");
    EXPECT_TRUE(on("2026-01-01")->own);
    EXPECT_EQ(on("2026-01-01", UnitId{32})->kind, "party_building_board") << "elsewhere nothing changed";
    EXPECT_EQ(on("2026-01-01", {}, "country")->kind, "propaganda_mobilisation_board");
}

TEST_F(Standing, ALaterDecisionStaysWhenAnEarlierOneIsEnteredAndTheSameFormCountsOnce) {
    EXPECT_TRUE(set("peoples_committee", "2026-06-01", "a"));
    EXPECT_TRUE(set("fatherland_front", "2026-01-01", "b"));
    EXPECT_FALSE(set("police", "2026-02-01", "b"));
    EXPECT_EQ(on("2026-05-31")->kind, "fatherland_front");
    EXPECT_EQ(on("2026-06-01")->kind, "peoples_committee");
}

TEST_F(Standing, TheUnitsOwnBodyIsNamedWhereTheListHasIt) {
    const auto made = database_->write([&](db::Transaction& tx) {
        return establish(tx,
                         {"fatherland_front",
                          "Ủy ban Mặt trận Tổ quốc phường Hoa Mai",
                          kWard,
                          "commune",
                          day("2025-07-01"),
                          {"2-QĐ", "Mặt trận", {}},
                          {},
                          "k"},
                         {{}, 1});
    });
    ASSERT_TRUE(made);
    EXPECT_TRUE(set("fatherland_front", "2026-01-01", "a"));
    EXPECT_EQ(on("2026-02-01")->name, "Ủy ban Mặt trận Tổ quốc phường Hoa Mai");
    EXPECT_EQ(on("2026-02-01")->body, *made);
}

}  // namespace
}  // namespace kheo::bodies
