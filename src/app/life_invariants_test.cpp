// SPDX-License-Identifier: Apache-2.0
// What no act can do, done past the program: each row that breaks what the guards promise is told.
#include "app/test_life_world.hpp"

namespace kheo::app {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class LifeInvariants : public LifeWorld {
  protected:
    LifeInvariants() {
        crew_ = crew_for("crew", kHamlet, kWard);
        add("above", {{Role::leader, kProvince}});
        code_ = begun(crew_.maker, kHamlet, "Ngõ xanh");
        bring(crew_, code_, "nominated");
        must("above", code_, "recognise_above");
    }
    auth::UserId user(const std::string& who) const { return people_.at(who).user; }
    /// What is told when this was done; nothing is kept.
    template <typename... P>
    std::vector<std::string> told_after(std::string_view sql, const P&... params) {
        std::vector<std::string> out;
        (void)database_->write([&](db::Transaction& tx) -> Result<> {
            const auto done = tx.exec(sql, params...);
            EXPECT_TRUE(done.has_value()) << said(done);
            for (const auto look :
                 {registry::life::faults, registry::scoring::faults, registry::evidence::faults})
                for (auto& line : TRY(look(tx))) out.push_back(std::move(line));
            return fail(ErrorKind::internal, Message{});
        });
        return out;
    }

    Crew crew_;
    std::string code_;
};

TEST_F(LifeInvariants, what_went_its_way_breaks_nothing) {
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeInvariants, who_closed_the_scoring_or_scored_does_not_recognise) {
    EXPECT_THAT(told_after("UPDATE initiative_cycle SET scored_by = ?1", user(crew_.leader)),
                Contains(HasSubstr("người khóa điểm cũng là người quyết định")));
    EXPECT_THAT(told_after("UPDATE score_sheet SET scorer_id = ?1 WHERE scorer_id = ?2", user("above"),
                           user("scorer_1")),
                Contains(HasSubstr("người đã chấm điểm cũng là người quyết định")));
}

TEST_F(LifeInvariants, who_nominated_does_not_answer) {
    EXPECT_THAT(told_after("UPDATE cycle_act SET acted_by = ?1 WHERE act = 'nominate'", user("above")),
                Contains(HasSubstr("cũng là người trả lời đề nghị đó")));
}

TEST_F(LifeInvariants, nothing_is_recognised_here_below_its_threshold) {
    const auto* all =
        "UPDATE score_point SET points = (SELECT c.most * ?1 / 100 FROM rubric_criterion c WHERE c.id = "
        "criterion_id) WHERE sheet_id IN (SELECT id FROM score_sheet WHERE kind = 'appraised')";
    EXPECT_THAT(told_after(all, 70), IsEmpty()) << "what the province asks, exactly";
    EXPECT_THAT(told_after(all, 69), Contains(HasSubstr("chưa tới mức công nhận"))) << "a commune's, no more";
}

TEST_F(LifeInvariants, nothing_is_checked_without_a_visit_before) {
    EXPECT_THAT(told_after("DELETE FROM cycle_visit"), Contains(HasSubstr("chưa có lần kiểm tra nào")));
    EXPECT_THAT(told_after("UPDATE cycle_visit SET kind = 'survey'"),
                Contains(HasSubstr("chưa có lần kiểm tra nào")));
    EXPECT_THAT(told_after("UPDATE cycle_visit SET entry_id = entry_id + 1000000"),
                Contains(HasSubstr("chưa có lần kiểm tra nào")));
}

TEST_F(LifeInvariants, nothing_is_scored_with_an_open_sheet_or_with_too_few) {
    for (const auto* state : {"open", "withdrawn"})
        EXPECT_THAT(
            told_after("UPDATE score_sheet SET state = ?1 WHERE scorer_id = ?2", state, user("scorer_1")),
            Contains(HasSubstr("chưa đủ phiếu chấm đã khóa")))
            << state;
    EXPECT_THAT(told_after("UPDATE score_sheet SET locked_at = 0 WHERE scorer_id = ?1", user("scorer_1")),
                IsEmpty())
        << "nothing was taken up again";
}

}  // namespace
}  // namespace kheo::app
