// SPDX-License-Identifier: Apache-2.0
#include "territory/cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/test_database.hpp"
#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;
using nlohmann::json;

class TerritoryCommandTest : public testing::Test {
  protected:
    void SetUp() override {
        for (const auto& file : fixture::files()) std::ofstream(dir.path() / file.name) << file.content;
        ASSERT_TRUE(run_import(*database, dir.path(), 0, to));
        out.str("");
    }
    json answer(const Result<>& done) {
        EXPECT_TRUE(done) << (done ? "" : done.error().message.in(Language::en));
        return json::parse(out.str());
    }
    test::TestDatabase database;
    test::TempDir dir;
    std::ostringstream out, err;
    Output to{out, err, true};
};

TEST_F(TerritoryCommandTest, ImportSaysWhatTheMapsHold) {
    const auto again = answer(run_import(*database, dir.path(), 0, to));
    EXPECT_EQ(again["units_added"], 0);
    EXPECT_EQ(again["maps"].back()["communes"], 5);
    EXPECT_THAT(err.str(), testing::HasSubstr("cấp xã"));
}

TEST_F(TerritoryCommandTest, ListsUnitsOfADay) {
    const auto now = answer(run_list(*database, {day("2025-07-01"), Level::commune, ""}, to));
    EXPECT_EQ(now["count"], 5);
    EXPECT_EQ(now["units"][0]["full_name"], "Phường Hồng Hà");
    EXPECT_EQ(now["units"][0]["valid_from"], "2025-07-01");
    EXPECT_TRUE(now["units"][0]["valid_to"].is_null());
    EXPECT_FALSE(now.contains("catalogue"));
    out.str("");
    const auto then = answer(run_list(*database, {day("2010-01-01"), std::nullopt, "31"}, to));
    EXPECT_EQ(then["catalogue"], "earliest_known");
    EXPECT_EQ(then["units"][0]["code"], "31");
}

TEST_F(TerritoryCommandTest, ResolvesWithinACodeOrAName) {
    const auto one = answer(run_resolve(*database, {"P. Tứ Liên", day("2024-03-29"), "Hà Nội"}, to));
    EXPECT_EQ(one["status"], "resolved");
    EXPECT_EQ(one["unit"]["code"], "00097");
    EXPECT_EQ(one["today"], (json{"00097", "00103"}));
    out.str("");
    const auto old = answer(run_resolve(*database, {"phường Cộng Hoà", day("2026-01-01"), "30"}, to));
    EXPECT_EQ(old["unit"]["code"], "10507");
    out.str("");
    const auto gone = answer(run_resolve(*database, {"quận Tây Hồ", day("2026-01-01"), ""}, to));
    EXPECT_EQ(gone["status"], "ambiguous");
    EXPECT_EQ(gone["candidates"][0]["code"], "003");
    EXPECT_FALSE(run_resolve(*database, {"P. Tứ Liên", day("2024-03-29"), "Sao Hoả"}, to));
    EXPECT_FALSE(run_resolve(*database, {"P. Tứ Liên", day("2024-03-29"), "99"}, to));
}

TEST_F(TerritoryCommandTest, NamesSuccessorsWithTheResolution) {
    const auto next = answer(run_successors(*database, {"00097", day("2024-01-01"), day("2026-01-01")}, to));
    ASSERT_EQ(next["successors"].size(), 2u);
    EXPECT_EQ(next["successors"][0]["kind"], "split-part");
    EXPECT_EQ(next["successors"][0]["extent"], "part");
    EXPECT_EQ(next["successors"][0]["resolution"], "1656/NQ-UBTVQH15");
    EXPECT_EQ(next["held_by"]["code"], "01");
    EXPECT_FALSE(next["exact"]);
    EXPECT_FALSE(run_successors(*database, {"00097x", day("2024-01-01"), day("2026-01-01")}, to));
}

}  // namespace kheo::territory
