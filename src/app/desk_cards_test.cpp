// SPDX-License-Identifier: Apache-2.0
// What waits for a person, on the desk and in the daily letter: steps of dossiers, questions, what visits
// asked for; what is late or nearly so, and nothing of what was done meanwhile.
#include "app/desk_cards.hpp"

#include "app/life_wiring.hpp"
#include "registry/evidence/service.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::app {
namespace {

using registry::life::cycle_href;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DeskCards : public registry::life::test::LifeTest {
  protected:
    office::DueWork due_for(const std::string& who) {
        const auto found =
            database_->read([&](db::Transaction& tx) { return due_work(services_)(tx, people_.at(who)); });
        EXPECT_TRUE(found.has_value());
        return found.value();
    }
    std::vector<std::string> lines(const std::string& who) {
        std::vector<std::string> out;
        for (const auto& line : due_for(who).lines)
            out.push_back(std::string(line.what->in(Language::vi)) + " " + line.due.iso() + " " + line.href);
        return out;
    }
    void asked(const std::string& code) {
        ASSERT_TRUE(write([&](db::Transaction& tx) {
                        return remark(tx, code, "Đã họp dân chưa?", {}, {}, acting("appraiser"));
                    }).has_value());
    }
    void visited(const std::string& code, Date due) {
        const auto at = cycle(code);
        registry::evidence::Visit visit;
        visit.on = clock_.today();
        visit.place = "Ngõ 3";
        visit.bodies = "Mặt trận phường";
        visit.findings = "Còn đoạn cuối";
        visit.concluded = registry::evidence::Conclusion::to_fix;
        visit.follow_ups = {{{}, "Làm nốt", due, {}}};
        const auto done = write([&](db::Transaction& tx) {
            const registry::life::Question question{tx, at, people_.at("appraiser"), atlas_, clock_.today()};
            return registry::evidence::record({question, clock_.now(), {}}, visit);
        });
        ASSERT_TRUE(done.has_value()) << said(done);
    }
    void pass(int days) { clock_.set(clock_.now() + days * 24LL * 3'600'000); }

    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    registry::life::Services services_{
        *database_, clock_, site_,       [] { return std::make_shared<const registry::test::SmallAtlas>(); },
        parts_,     {},     work_index()};
};

TEST_F(DeskCards, what_is_due_far_from_now_or_never_is_in_no_letter) {
    brought_to("submitted");  // ten working days
    brought_to("running", "Không có hạn");
    EXPECT_THAT(due_for("appraiser").lines, IsEmpty());
    EXPECT_THAT(due_for("team").lines, IsEmpty());
}

TEST_F(DeskCards, the_letter_tells_steps_questions_and_follow_ups_that_are_late_or_nearly_so) {
    const auto waits = brought_to("submitted", "Một"), works = brought_to("self_assessed", "Hai");
    asked(waits);                                 // five working days, without 24/11: 30/11
    visited(works, clock_.today().plus_days(3));  // 23/11
    pass(5);                                      // 25/11
    EXPECT_THAT(lines("team"),
                ElementsAre("Khắc phục việc nêu khi kiểm tra 2026-11-23 " + cycle_href(works) + "/kiem-tra",
                            "Trả lời câu hỏi về hồ sơ 2026-11-30 " + cycle_href(waits) + "?muc=trao-doi"));
    EXPECT_EQ(due_for("team").late, 1);
    EXPECT_EQ(due_for("team").soon, 1);
    EXPECT_THAT(due_for("team").lines.front().why, HasSubstr("20/11/2026"));
    EXPECT_THAT(lines("appraiser"), ElementsAre("Xác nhận việc cần khắc phục đã xong 2026-11-23 " +
                                                cycle_href(works) + "/kiem-tra"));
    must("team", waits, "withdraw");
    must("leader", brought_to("running", "Ba"), "stop");
    EXPECT_EQ(lines("team").size(), 1u);
    pass(9);  // 04/12
    EXPECT_EQ(due_for("appraiser").lines.size(), 1u) << "what was taken back waits for nobody";
}

TEST_F(DeskCards, the_card_leads_to_where_it_is_done) {
    const auto code = brought_to("submitted", "Một");
    asked(code);
    http::Request request;
    request.who = people_.at("team");
    const auto card = my_work(services_)(request);
    ASSERT_TRUE(card.has_value());
    ASSERT_EQ(card->lines.size(), 1u);
    EXPECT_EQ(card->lines.front().text, "Một");
    EXPECT_EQ(card->lines.front().href, cycle_href(code) + "?muc=trao-doi");
    EXPECT_THAT(card->lines.front().note, HasSubstr("Trả lời câu hỏi về hồ sơ"));
}

}  // namespace
}  // namespace kheo::app
