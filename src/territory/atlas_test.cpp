// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;
using testing::ElementsAre;
using testing::IsEmpty;

class AtlasTest : public testing::Test {
  protected:
    UnitId id(std::string_view code, std::string_view on) const {
        const auto* unit = atlas->find_code(code, day(on));
        return unit ? unit->id : UnitId{};
    }
    std::string code_of(UnitId unit, std::string_view on) const {
        return unit ? atlas->find(unit, day(on))->code : "none";
    }
    std::shared_ptr<const Atlas> atlas = make_atlas(fixture::history());
};

TEST_F(AtlasTest, ACodeIsNotAnIdentity) {
    EXPECT_EQ(atlas->find_code("00097", day("2025-06-30"))->full_name, "Phường Tứ Liên");
    EXPECT_EQ(atlas->find_code("00097", day("2025-07-01"))->full_name, "Phường Hồng Hà");
    EXPECT_NE(id("00097", "2025-06-30"), id("00097", "2025-07-01"));
    EXPECT_NE(id("11680", "2025-06-30"), id("11680", "2025-07-01"));
}

TEST_F(AtlasTest, AKeptUnitStaysItselfUnderItsNewParent) {
    EXPECT_EQ(id("10507", "2025-06-30"), id("10507", "2025-07-01"));
    EXPECT_EQ(atlas->find_code("10507", day("2025-06-30"))->parent_code, "290");
    EXPECT_EQ(atlas->find_code("10507", day("2025-07-01"))->parent_code, "31");
}

TEST_F(AtlasTest, ARetypedUnitStaysItself) {
    EXPECT_EQ(id("11680", "2026-04-29"), id("11680", "2026-04-30"));
    EXPECT_EQ(atlas->find_code("11680", day("2026-04-29"))->full_name, "Xã Kiến Thụy");
    EXPECT_EQ(atlas->find_code("11680", day("2026-04-30"))->full_name, "Phường Kiến Thụy");
    const auto next = atlas->successors(id("11680", "2026-01-01"), day("2026-01-01"), day("2026-06-01"));
    ASSERT_EQ(next.size(), 1u);
    EXPECT_EQ(next[0].kind, "retyped");
    EXPECT_EQ(next[0].resolution, "999/NQ-UBTVQH16");
}

TEST_F(AtlasTest, AMergedProvinceIsANewUnit) {
    EXPECT_EQ(id("01", "2025-06-30"), id("01", "2025-07-01"));
    EXPECT_NE(id("31", "2025-06-30"), id("31", "2025-07-01"));
}

TEST_F(AtlasTest, ThereAreNoDistrictsAfterTheReform) {
    EXPECT_EQ(atlas->list(Level::district, day("2025-06-30")).size(), 5u);
    EXPECT_THAT(atlas->list(Level::district, day("2025-07-01")), IsEmpty());
    EXPECT_EQ(atlas->find_code("003", day("2025-07-01")), nullptr);
}

TEST_F(AtlasTest, AWholeMergerRestatesExactly) {
    const auto out = atlas->restate(id("00001", "2024-01-01"), day("2026-01-01"));
    EXPECT_EQ(code_of(out.unit, "2026-01-01"), "00097");
    EXPECT_TRUE(out.exact);
}

TEST_F(AtlasTest, ASplitUnitIsHeldByTheLowestUnitThatHoldsAllParts) {
    const auto out = atlas->restate(id("00097", "2024-01-01"), day("2026-01-01"));
    EXPECT_EQ(out.unit, id("01", "2026-01-01"));
    EXPECT_FALSE(out.exact);
    EXPECT_THAT(atlas->codes_today(id("00097", "2024-01-01"), day("2026-01-01")),
                ElementsAre("00097", "00103"));
}

TEST_F(AtlasTest, AnAbolishedDistrictIsHeldByWhatHoldsItsCommunes) {
    EXPECT_EQ(atlas->restate(id("003", "2024-01-01"), day("2026-01-01")).unit, id("01", "2026-01-01"));
    const auto kien_thuy = atlas->restate(id("314", "2024-01-01"), day("2026-01-01"));
    EXPECT_EQ(code_of(kien_thuy.unit, "2026-01-01"), "11680");
    EXPECT_TRUE(kien_thuy.exact);
    EXPECT_THAT(atlas->codes_today(id("003", "2024-01-01"), day("2026-01-01")), IsEmpty());
}

TEST_F(AtlasTest, AnIslandDistrictBecameOneCommune) {
    const auto out = atlas->restate(id("318", "2024-01-01"), day("2026-01-01"));
    EXPECT_EQ(code_of(out.unit, "2026-01-01"), "11948");
    EXPECT_TRUE(out.exact);
}

TEST_F(AtlasTest, AUnitGoneWithoutATraceIsHeldByItsDistrictWhileThatStands) {
    const auto gone = id("11699", "2024-12-31");
    ASSERT_TRUE(gone);
    EXPECT_FALSE(atlas->present(gone, day("2025-01-01")));
    const auto then = atlas->restate(gone, day("2025-03-01"));
    EXPECT_EQ(then.unit, id("314", "2025-03-01"));
    EXPECT_FALSE(then.exact);
    EXPECT_FALSE(atlas->restate(gone, day("2026-01-01")).exact);
    EXPECT_TRUE(atlas->restate(gone, day("2026-01-01")).unit);
}

TEST_F(AtlasTest, AGrantReachesWhatBecamePartOfItsUnit) {
    const auto today = day("2026-01-01");
    const auto successor = id("00097", "2026-01-01");
    const auto merged = id("00001", "2024-01-01");
    EXPECT_TRUE(reaches(*atlas, successor, merged, today));
    EXPECT_TRUE(reaches(*atlas, id("01", "2026-01-01"), merged, today));
    EXPECT_TRUE(reaches(*atlas, {}, merged, today));
}

TEST_F(AtlasTest, AGrantOverAUnitThatIsGoneNeverGrowsToItsSuccessor) {
    const auto today = day("2026-01-01");
    const auto gone = id("00001", "2024-01-01");
    EXPECT_TRUE(reaches(*atlas, gone, gone, today));
    EXPECT_FALSE(reaches(*atlas, gone, id("00097", "2026-01-01"), today));
    EXPECT_FALSE(reaches(*atlas, gone, id("00097", "2024-01-01"), today));
}

TEST_F(AtlasTest, APartOfASplitUnitDoesNotReachTheWhole) {
    const auto today = day("2026-01-01");
    EXPECT_FALSE(reaches(*atlas, id("00097", "2026-01-01"), id("00097", "2024-01-01"), today));
    EXPECT_FALSE(reaches(*atlas, id("00097", "2026-01-01"), {}, today));
}

TEST_F(AtlasTest, BackwardsAMergedUnitIsHeldByTheProvince) {
    const auto out = atlas->restate(id("00103", "2026-01-01"), day("2024-01-01"));
    EXPECT_EQ(out.unit, id("003", "2024-01-01"));
    EXPECT_FALSE(out.exact);
    EXPECT_FALSE(atlas->restate(id("31", "2026-01-01"), day("2024-01-01")).unit);
}

TEST_F(AtlasTest, EveryUnitRestatesToAUnitOfTheDay) {
    const auto history = fixture::history();
    for (std::size_t i = 0; i < history.units.size(); ++i) {
        const auto out = atlas->restate(UnitId{static_cast<std::int64_t>(i) + 1}, day("2026-01-01"));
        EXPECT_TRUE(out.unit && atlas->present(out.unit, day("2026-01-01")))
            << history.units[i].versions[0].full_name;
    }
}

TEST_F(AtlasTest, EarlierNamesHoldUntilTheirSnapshot) {
    EXPECT_EQ(atlas->find_code("11683", day("2024-04-30"))->full_name, "Thị trấn Minh Tân");
    EXPECT_EQ(atlas->find_code("11683", day("2024-05-01"))->full_name, "Xã Minh Tân");
    EXPECT_EQ(id("11683", "2010-01-01"), id("11683", "2025-06-30"));
    EXPECT_TRUE(atlas->before_earliest(day("2024-12-31")));
    EXPECT_FALSE(atlas->before_earliest(day("2025-01-01")));
}

TEST_F(AtlasTest, AncestorsFollowTheDay) {
    const auto tu_lien = id("00097", "2024-01-01");
    EXPECT_EQ(atlas->ancestor(tu_lien, Level::district, day("2024-01-01")), id("003", "2024-01-01"));
    EXPECT_EQ(atlas->ancestor(tu_lien, Level::commune, day("2024-01-01")), tu_lien);
    EXPECT_TRUE(atlas->is_under(tu_lien, id("01", "2024-01-01"), day("2024-01-01")));
    EXPECT_FALSE(atlas->is_under(tu_lien, id("31", "2024-01-01"), day("2024-01-01")));
    EXPECT_FALSE(atlas->ancestor(id("01", "2024-01-01"), Level::district, day("2024-01-01")));
}

TEST_F(AtlasTest, ApplyingTheSameFilesAgainChangesNothing) {
    auto history = fixture::history();
    const auto before = history;
    apply(history, read_catalogue(fixture::files(), "fixture").value());
    ASSERT_EQ(history.units.size(), before.units.size());
    for (std::size_t i = 0; i < before.units.size(); ++i)
        EXPECT_EQ(history.units[i].versions, before.units[i].versions)
            << before.units[i].versions[0].full_name;
    EXPECT_EQ(history.lineage.size(), before.lineage.size());
}

TEST_F(AtlasTest, ALaterMapMayComeAlone) {
    std::vector<NamedFile> first, later;
    for (const auto& file : fixture::files())
        (file.name.find("2026") == std::string::npos ? first : later).push_back(file);
    History history;
    apply(history, read_catalogue(first, "first").value());
    apply(history, read_catalogue(later, "later").value());
    const auto step_by_step = make_atlas(history);
    for (const auto* on :
         {"2024-01-01", "2025-06-30", "2025-07-01", "2026-04-29", "2026-04-30", "2026-11-21"}) {
        for (const auto level : {Level::province, Level::district, Level::commune}) {
            const auto here = atlas->list(level, day(on)), there = step_by_step->list(level, day(on));
            ASSERT_EQ(here.size(), there.size()) << on;
            for (std::size_t i = 0; i < here.size(); ++i)
                EXPECT_EQ(here[i]->full_name, there[i]->full_name) << on;
        }
    }
    EXPECT_EQ(step_by_step->find_code("11680", day("2026-04-29"))->id,
              step_by_step->find_code("11680", day("2026-04-30"))->id);
    EXPECT_EQ(step_by_step->earliest(), atlas->earliest());
}

}  // namespace kheo::territory
