// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet.hpp"

#include <gmock/gmock.h>

namespace kheo::registry::scoring {

namespace {

Rubric two_criteria() {
    Rubric r;
    r.criteria = {{CriterionId{1}, "Cách làm", "", "", 400, false},
                  {CriterionId{2}, "Kết quả", "", "", 600, true}};
    r.grades = {{"Xuất sắc", 900}, {"Tốt", 700}, {"Đạt", 500}};
    return r;
}

Round round_of(std::int64_t required = 2) {
    Round round;
    round.required_sheets = required;
    round.spread_percent = 15;
    round.criterion_spread_percent = 40;
    return round;
}

Sheet sheet(std::optional<Tenths> a, std::optional<Tenths> b, SheetState state = SheetState::locked) {
    Sheet s;
    s.state = state;
    s.scores = {{CriterionId{1}, a, "", ""}, {CriterionId{2}, b, "", ""}};
    return s;
}

Summary of(const std::vector<Sheet>& sheets) {
    return summarise(two_criteria(), round_of(), live(sheets));
}

std::string why(const std::vector<Sheet>& sheets, const Round& round = round_of()) {
    const auto said = incomplete(two_criteria(), round, sheets);
    return said ? std::string(said->key()) : "";
}

}  // namespace

TEST(ScoreSheets, AnEmptyBoxIsNoZero) {
    EXPECT_FALSE(is_complete(sheet(100, {})));
    EXPECT_TRUE(is_complete(sheet(0, 0)));
    EXPECT_FALSE(is_complete(Sheet{}));
}

TEST(ScoreSheets, MeanAndSpreadAreExact) {
    const auto summary = of({sheet(300, 500), sheet(310, 510), sheet(305, 505)});
    EXPECT_EQ(summary.total, (Mean{2430, 3}));
    EXPECT_EQ(format_mean(summary.total), "81");
    EXPECT_EQ(summary.spread, 20);
    EXPECT_EQ(summary.criteria[0].spread, 10);
    EXPECT_EQ(summary.result, (Mean{1515, 3}));
}

TEST(ScoreSheets, ASpreadIsWideOnlyAboveItsThreshold) {
    EXPECT_FALSE(of({sheet(300, 500), sheet(300, 350)}).wide);  // 15 of 100, exactly
    EXPECT_TRUE(of({sheet(300, 500), sheet(300, 345)}).wide);
    EXPECT_FALSE(of({sheet(400, 500), sheet(240, 500)}).criteria[0].wide);  // 40 % of 40
    EXPECT_TRUE(of({sheet(400, 500), sheet(235, 500)}).criteria[0].wide);
}

TEST(ScoreSheets, SpreadsThatCancelEachOtherShowInTheCriteriaOnly) {
    const auto summary = of({sheet(400, 100), sheet(100, 400)});
    EXPECT_FALSE(summary.wide);
    EXPECT_TRUE(summary.criteria[0].wide);
    EXPECT_TRUE(summary.criteria[1].wide);
}

TEST(ScoreSheets, EqualTotalsAreDecidedByTheResult) {
    const auto a = of({sheet(300, 500), sheet(300, 500)}), b = of({sheet(200, 600), sheet(200, 600)});
    EXPECT_FALSE(ranks_before(a, b));
    EXPECT_TRUE(ranks_before(b, a));
    EXPECT_FALSE(ranks_before(a, a));
    const auto more = of({sheet(301, 500), sheet(300, 500)});
    EXPECT_TRUE(ranks_before(more, b));
}

TEST(ScoreSheets, ScoringIsCompleteWithEnoughLockedAndDiscussedSheets) {
    EXPECT_EQ(why({}), "scoring.too_few_scorers");
    EXPECT_EQ(why({sheet(300, 500)}), "scoring.too_few_scorers");
    EXPECT_EQ(why({sheet(300, 500), sheet(300, 500, SheetState::open)}), "scoring.sheets_open");
    EXPECT_EQ(why({sheet(300, 500), sheet(300, 500, SheetState::withdrawn)}), "scoring.too_few_scorers");
    EXPECT_EQ(why({sheet(300, 500), sheet(300, 500)}), "");
    EXPECT_EQ(why({sheet(400, 600), sheet(100, 100)}), "scoring.spread_undiscussed");
    auto discussed = round_of();
    discussed.discussed_at = 1;
    EXPECT_EQ(why({sheet(400, 600), sheet(100, 100)}, discussed), "");
    auto own = sheet(300, 500);
    own.kind = SheetKind::self;
    EXPECT_EQ(why({sheet(300, 500), own}), "scoring.too_few_scorers");
}

TEST(ScoreSheets, SheetsStandSideBySideOnlyWhenAllAreLocked) {
    EXPECT_FALSE(all_locked(round_of(), std::vector{sheet(300, 500)}));
    EXPECT_FALSE(
        all_locked(round_of(), std::vector{sheet(300, 500), sheet(1, 1), sheet(1, 1, SheetState::open)}));
    EXPECT_TRUE(all_locked(round_of(),
                           std::vector{sheet(300, 500), sheet(1, 1), sheet(1, 1, SheetState::withdrawn)}));
    EXPECT_FALSE(all_locked(round_of(0), std::vector<Sheet>{}));
}

TEST(ScoreSheets, TheStageFollowsTheDossier) {
    life::Cycle cycle;
    const auto stage = [&](const char* state) {
        cycle.state = state;
        return stage_of(cycle);
    };
    for (const auto* early : {"draft", "submitted", "returned", "appraised", "declined", "registered",
                              "suspended", "stopped", "?"})
        EXPECT_EQ(stage(early), Stage::before) << early;
    EXPECT_EQ(stage("running"), Stage::self);
    EXPECT_EQ(stage("self_assessed"), Stage::handed);
    EXPECT_EQ(stage("checked"), Stage::scoring);
    for (const auto* late :
         {"scored", "recognised", "nominated", "not_recognised", "carried_over", "revoked"})
        EXPECT_EQ(stage(late), Stage::closed) << late;
}

}  // namespace kheo::registry::scoring
