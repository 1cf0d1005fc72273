// SPDX-License-Identifier: Apache-2.0
// A question that waits for its answer and what a visit asked for are work of whoever must act, and of nobody
// once that is done or of no use any more. On both databases.
#include "platform/ledger/ledger.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::kOtherNew;
using test::kWardA;
using test::LifeTest;
using test::Role;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kAnswer = "Trả lời câu hỏi về hồ sơ", kRead = "Xem câu trả lời",
               kAnswerThem = "Trả lời câu hỏi của bên đăng ký", kFollowUp = "Khắc phục việc nêu khi kiểm tra",
               kConfirm = "Xác nhận việc cần khắc phục đã xong";

class WaitingTest : public LifeTest {
  protected:
    using Lines = std::vector<std::string>;

    std::vector<Task> all(const std::string& who) {
        const auto found = database_->read([&](db::Transaction& tx) {
            return tasks(tx, people_.at(who), atlas_, clock_.today(), 100, CountTasks::all, index_.get());
        });
        EXPECT_TRUE(found.has_value());
        return found.value().first;
    }
    /// What waits for the person beside the steps of dossiers.
    Lines errands(const std::string& who) {
        Lines out;
        for (const auto& task : all(who))
            if (task.href != cycle_href(task.cycle.code)) out.emplace_back(task.what->in(Language::vi));
        return out;
    }

    /// The answer is the id of the remark.
    RemarkId say(const std::string& who, const std::string& code, const std::string& text,
                 RemarkId answers = {}, Reply reply = Reply::wanted, std::string_view key = "") {
        const auto done = write(
            [&](db::Transaction& tx) { return remark(tx, code, text, answers, key, acting(who), reply); });
        EXPECT_TRUE(done.has_value()) << said(done);
        const auto found = database_->read([&](db::Transaction& tx) -> Result<std::vector<Remark>> {
            return remarks(tx, TRY(find(tx, code)).value().id);
        });
        return found.value().back().id;
    }

    /// As a visit asks for it: another room keeps it and writes the ledger.
    void visited(const std::string& code, Date due) {
        asked_.push_back({cycle(code).id, due, "hạn ghi khi kiểm tra"});
        noted(code);
    }
    void noted(const std::string& code) {
        const auto id = cycle(code).id.value;
        ASSERT_TRUE(
            write([&](db::Transaction& tx) {
                return ledger::append(
                    tx,
                    {people_["appraiser"].user, "registry.visit_recorded", "initiative_cycle", id, {}, {}},
                    clock_.now());
            }).has_value());
    }
    void pass(int days) { clock_.set(clock_.now() + days * 24LL * 3'600'000); }

    std::vector<OpenFollowUp> asked_;
    std::shared_ptr<WorkIndex> index_ =
        make_work_index([this](db::Transaction&, std::optional<CycleId> one,
                               const std::function<void(OpenFollowUp)>& take) -> Result<> {
            for (const auto& open : asked_)
                if (!one || open.cycle == *one) take(open);
            return {};
        });
};

TEST_F(WaitingTest, a_question_waits_for_the_owners_side_with_a_day_that_explains_itself) {
    const auto code = brought_to("submitted");
    say("appraiser", code, "Đã họp dân chưa?");
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    EXPECT_THAT(errands("appraiser"), IsEmpty()) << "who asked does not answer";
    for (const auto* who : {"reader", "scorer", "city_leader", "other_officer", "far_leader", "past_leader"})
        EXPECT_THAT(errands(who), IsEmpty()) << who;
    const auto task = all("team").front();
    EXPECT_EQ(task.href, cycle_href(code) + "?muc=trao-doi");
    ASSERT_TRUE(task.cycle.due);
    EXPECT_EQ(task.cycle.due->iso(), "2026-11-30");
    EXPECT_THAT(task.cycle.due_why, HasSubstr("5 ngày làm việc kể từ ngày 20/11/2026"));
}

TEST_F(WaitingTest, a_new_term_does_not_move_what_was_asked) {
    const auto code = brought_to("submitted");
    say("appraiser", code, "Đã họp dân chưa?");
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec("UPDATE process_term SET days = 1 WHERE state = 'question'");
                }).has_value());
    EXPECT_EQ(all("team").front().cycle.due->iso(), "2026-11-30");
}

TEST_F(WaitingTest, asked_twice_is_one_line_until_both_are_answered) {
    const auto code = brought_to("submitted");
    const auto first = say("appraiser", code, "Đã họp dân chưa?");
    pass(1);
    const auto second = say("officer", code, "Ai giám sát?", {}, Reply::wanted, "key");
    EXPECT_EQ(say("officer", code, "Ai giám sát?", {}, Reply::wanted, "key"), second) << "sent twice";
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    EXPECT_EQ(all("team").front().cycle.due->iso(), "2026-11-30") << "the first that is due";
    say("team", code, "Hai lần.", first);
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    say("team", code, "Tổ giám sát.", second);
    EXPECT_THAT(errands("team"), IsEmpty());
}

TEST_F(WaitingTest, an_answer_waits_for_who_decides_until_the_dossier_goes_on) {
    const auto code = brought_to("submitted");
    const auto asked = say("appraiser", code, "Đã họp dân chưa?");
    pass(1);
    say("team", code, "Hai lần.", asked);
    EXPECT_THAT(errands("team"), IsEmpty());
    EXPECT_THAT(errands("appraiser"), ElementsAre(kRead));
    EXPECT_THAT(errands("leader"), IsEmpty()) << "it does not wait for the leader";
    must("appraiser", code, "return");
    EXPECT_THAT(errands("appraiser"), IsEmpty());
    EXPECT_THAT(errands("team"), IsEmpty());
}

TEST_F(WaitingTest, an_answer_to_a_dossier_that_waits_for_the_owner_is_nobodys_work) {
    const auto code = brought_to("running");
    const auto asked = say("leader", code, "Bao giờ ra mắt?");
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    say("team", code, "Cuối tháng.", asked);
    for (const auto& [who, person] : people_) EXPECT_THAT(errands(who), IsEmpty()) << who;
}

TEST_F(WaitingTest, what_is_asked_again_waits_for_the_owners_side_again) {
    const auto code = brought_to("submitted");
    const auto asked = say("appraiser", code, "Đã họp dân chưa?");
    const auto answered = say("team", code, "Hai lần.", asked);
    say("appraiser", code, "Có biên bản không?", answered);
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    EXPECT_THAT(errands("appraiser"), IsEmpty());
    say("team", code, "Có.", asked);
    EXPECT_THAT(errands("team"), IsEmpty());
    say("appraiser", code, "Cảm ơn.", asked, Reply::none);
    for (const auto& [who, person] : people_) EXPECT_THAT(errands(who), IsEmpty()) << who;
}

TEST_F(WaitingTest, the_owners_question_waits_for_the_office_and_its_answer_for_nobody) {
    const auto code = brought_to("submitted");
    const auto asked = say("team", code, "Cần bản giấy không?");
    EXPECT_THAT(errands("appraiser"), ElementsAre(kAnswerThem));
    EXPECT_THAT(errands("team"), IsEmpty());
    EXPECT_THAT(errands("other_officer"), IsEmpty());
    say("appraiser", code, "Không cần.", asked);
    for (const auto& [who, person] : people_) EXPECT_THAT(errands(who), IsEmpty()) << who;
    const auto draft = begun("team", full_statement("Việc khác"));
    say("team", draft, "Nhờ xem giúp.");
    EXPECT_THAT(errands("officer"), ElementsAre(kAnswerThem)) << "who completes what the team began";
    EXPECT_THAT(errands("city_officer"), IsEmpty()) << "a draft is the ward's own";
}

TEST_F(WaitingTest, a_colleague_reads_the_answer_when_the_asker_lost_the_right) {
    const auto code = brought_to("submitted");
    const auto asked = say("appraiser", code, "Đã họp dân chưa?");
    people_["appraiser"].grants.front().until = clock_.today().plus_days(-1);
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer)) << "the question stands";
    say("team", code, "Hai lần.", asked);
    EXPECT_THAT(errands("appraiser"), IsEmpty());
    EXPECT_THAT(errands("officer"), ElementsAre(kRead));
    people_["team"].grants = {{Role::team, kOtherNew, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
    say("officer", code, "Có biên bản không?", asked);
    EXPECT_THAT(errands("team"), IsEmpty()) << "moved to another ward";
}

TEST_F(WaitingTest, what_ended_or_was_taken_back_waits_for_nobody) {
    const auto withdrawn = brought_to("submitted", "Một"), declined = brought_to("appraised", "Hai"),
               stopped = brought_to("running", "Ba");
    for (const auto& code : {withdrawn, declined, stopped}) {
        say("appraiser", code, "Đã họp dân chưa?");
        visited(code, clock_.today());
    }
    EXPECT_EQ(errands("team").size(), 6u);
    must("team", withdrawn, "withdraw");
    must("leader", declined, "decline");
    must("leader", stopped, "stop");
    for (const auto& [who, person] : people_) EXPECT_THAT(errands(who), IsEmpty()) << who;
}

TEST_F(WaitingTest, an_erased_question_is_asked_of_nobody) {
    const auto code = brought_to("submitted");
    say("appraiser", code, "Ông Năm đã đồng ý chưa?");
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
                    TRY(tx.exec("UPDATE cycle_remark SET text = NULL, salt = NULL"));
                    return {};
                }).has_value());
    index_ = make_work_index();
    EXPECT_THAT(errands("team"), IsEmpty());
}

TEST_F(WaitingTest, after_a_merger_the_new_unit_answers) {
    add("old_team", Role::team, kWardA);  // of a ward that became a part of the new one
    const auto code = brought_to("submitted");
    say("appraiser", code, "Đã họp dân chưa?");
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
                    TRY(tx.exec("UPDATE initiative_cycle SET unit_id = ?1", kWardA));
                    return {};
                }).has_value());
    index_ = make_work_index();
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer)) << "both stand on today's map";
    EXPECT_THAT(errands("officer"), IsEmpty()) << "speaks for those who decide";
    EXPECT_THAT(errands("other_officer"), IsEmpty());
}

TEST_F(WaitingTest, who_is_asked_to_answer_speaks_for_the_owners_side) {
    const auto code = brought_to("submitted");
    const auto asked = say("appraiser", code, "Đã họp dân chưa?");
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer));
    EXPECT_THAT(errands("officer"), IsEmpty()) << "another officer's word would be one more question";
    say("appraiser", code, "Gửi kèm ảnh cũng được.", asked, Reply::none);
    EXPECT_THAT(errands("team"), ElementsAre(kAnswer)) << "a note of the same side answers nothing";
    say("team", code, "Hai lần.", asked);
    EXPECT_THAT(errands("team"), IsEmpty());
}

TEST_F(WaitingTest, what_a_visit_asked_for_is_the_owners_work_and_from_its_day_on_the_checkers) {
    const auto code = brought_to("self_assessed");
    visited(code, clock_.today().plus_days(2));
    visited(code, clock_.today().plus_days(9));
    EXPECT_THAT(errands("team"), ElementsAre(kFollowUp));
    EXPECT_THAT(errands("appraiser"), ElementsAre(kFollowUp)) << "who proposes for the ward, too";
    EXPECT_THAT(errands("other_officer"), IsEmpty());
    const auto task = all("team").front();
    EXPECT_EQ(task.href, cycle_href(code) + "/kiem-tra");
    EXPECT_EQ(task.cycle.due, clock_.today().plus_days(2));
    EXPECT_EQ(task.cycle.due_why, "hạn ghi khi kiểm tra");
    pass(2);
    EXPECT_THAT(errands("team"), ElementsAre(kFollowUp));
    EXPECT_THAT(errands("appraiser"), ElementsAre(kConfirm));
    asked_.erase(asked_.begin());  // done
    noted(code);
    EXPECT_EQ(all("team").front().cycle.due, clock_.today().plus_days(7));
    asked_.clear();
    noted(code);
    EXPECT_THAT(errands("team"), IsEmpty());
    EXPECT_THAT(errands("appraiser"), IsEmpty());
}

TEST_F(WaitingTest, the_work_beside_a_step_stands_by_its_own_day_and_the_step_by_its_own) {
    const auto code = brought_to("submitted", "Một");
    say("appraiser", code, "Đã họp dân chưa?");
    say("team", code, "Hai lần.", say("officer", code, "Ai giám sát?"));
    const auto work = all("appraiser");
    ASSERT_EQ(work.size(), 2u);
    EXPECT_EQ(work[0].href, cycle_href(code) + "?muc=trao-doi");
    EXPECT_EQ(work[0].cycle.due->iso(), "2026-11-26") << "three working days, without 24/11";
    EXPECT_EQ(work[1].href, cycle_href(code));
    EXPECT_EQ(work[1].cycle.due->iso(), "2026-12-07");
}

}  // namespace
}  // namespace kheo::registry::life
