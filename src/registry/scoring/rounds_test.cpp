// SPDX-License-Identifier: Apache-2.0
// A round of scoring that did not go its straight way: a scorer who may not score any more, work taken up
// again.
#include <gmock/gmock.h>

#include "registry/scoring/test_cycle.hpp"

namespace kheo::registry::scoring {

namespace {

using test::kBetter, test::kGood, test::kPoor;
using ::testing::HasSubstr;
using ::testing::Not;

class Rounds : public test::Scoring {};

TEST_F(Rounds, WhoMayNotWriteOnAnOpenedSheetAnyMoreIsReplacedAlsoAfterTheSheetsWereSeen) {
    const auto third = person("chamba", {{auth::Role::scorer, test::kNewWard}});
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    ASSERT_EQ(score(binh_, kBetter, "lock", "MAT-CUA-BINH").status, 303);
    ASSERT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "Cộng nhầm"}}).status, 303);
    EXPECT_EQ(post(officer_, here_ + "/rut", {{"sheet", "1"}, {"reason", "Thôi"}}).status, 409)
        << "he may still write";
    ASSERT_TRUE(database_->write(
        [&](db::Transaction& tx) { return auth::set_enabled(tx, an_.user, false, clock_.now()); }));
    EXPECT_THAT(get(officer_, here_).body, HasSubstr(here_ + "/rut"));
    EXPECT_EQ(assign(officer_, third), 409) << "first the sheet that nobody writes on goes";
    EXPECT_EQ(post(officer_, here_ + "/rut", {{"sheet", "1"}, {"reason", ""}}).status, 422);
    EXPECT_EQ(post(officer_, here_ + "/rut", {{"sheet", "2"}, {"reason", "Thấp quá"}}).status, 409)
        << "a locked sheet stays";
    ASSERT_EQ(post(officer_, here_ + "/rut", {{"sheet", "1"}, {"reason", "Đã chuyển công tác"}}).status, 303);
    ASSERT_EQ(assign(officer_, third), 303);
    EXPECT_EQ(assign(officer_, person("chambon", {{auth::Role::scorer, test::kNewWard}})), 409);
    EXPECT_THAT(get(third, here_).body, Not(HasSubstr("MAT-CUA-BINH")));
    ASSERT_EQ(score(third, kGood, "lock").status, 303);
    EXPECT_EQ(guard("scores_complete", officer_), "");
}

TEST_F(Rounds, WhenTheWorkIsTakenUpAgainEverythingIsScoredAnew) {
    const auto third = person("chamba", {{auth::Role::scorer, test::kNewWard}});
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock", "MAT-CUA-AN").status, 303);
    ASSERT_EQ(score(binh_, kPoor, "lock").status, 303);
    ASSERT_EQ(post(officer_, here_ + "/trao-doi", {{"discussion", "Đã bàn"}}).status, 303);
    move("running");
    const auto self = life::cycle_href(code_) + "/tu-cham";
    ASSERT_EQ(score(owner_, kGood, "lock", "", self).status, 303);
    EXPECT_EQ(guard("self_assessment_given", owner_), "");
    EXPECT_EQ(guard("scores_complete", officer_), "");
    clock_.set(clock_.now() + 1000);
    ASSERT_TRUE(database_->write(
        [&](db::Transaction& tx) { return test::add_act(tx, code_, "reopen", clock_.now()); }));
    clock_.set(clock_.now() + 1000);
    EXPECT_THAT(guard("self_assessment_given", owner_), HasSubstr("tự chấm"));
    ASSERT_EQ(score(owner_, kBetter, "lock", "", self).status, 303) << "without opening it first";
    EXPECT_EQ(guard("self_assessment_given", owner_), "");
    move("checked");
    EXPECT_EQ(guard("scores_complete", officer_), "Mới khóa 0 trên 2 phiếu.");
    EXPECT_THAT(guard("threshold_reached", leader_), HasSubstr("Chưa có điểm tổng hợp"));
    EXPECT_THAT(summary(binh_), Not(HasSubstr("MAT-CUA-AN"))) << "hidden again until all are locked";
    EXPECT_THAT(get(an_, "/cham-diem").body, HasSubstr(here_));
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    EXPECT_EQ(score(binh_, kPoor, "save").status, 303);
    EXPECT_EQ(assign(officer_, third), 303) << "nobody has seen the new sheets";
    ASSERT_EQ(score(binh_, kPoor, "lock").status, 303);
    ASSERT_EQ(score(third, kGood, "lock").status, 303);
    EXPECT_THAT(guard("scores_complete", officer_), HasSubstr("chênh nhau lớn")) << "discussed anew";
}

}  // namespace

}  // namespace kheo::registry::scoring
