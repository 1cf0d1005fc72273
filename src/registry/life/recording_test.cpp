// SPDX-License-Identifier: Apache-2.0
// Decisions that were there before the program, and the paper of a decision.
#include "registry/life/recording.hpp"

#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kCity;
using test::kNewWard;
using test::kOtherNew;
using test::LifeTest;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Recording : public LifeTest {
  protected:
    Recording() {
        EXPECT_TRUE(write([&](db::Transaction& tx) -> Result<> {
            for (const auto unit : {kNewWard, kOtherNew}) {
                NewRow row;
                row.statement.title = "Ngõ xanh " + std::to_string(unit.value);
                row.statement.owner_type = OwnerType::collective;
                row.statement.owner_text = "Chi hội 8";
                row.statement.unit = unit;
                row.campaign_year = 2024;
                row.date = *Date::of(2024, 3, 31);
                const std::vector rows{row};
                const auto saved =
                    TRY(register_rows(tx, {"a.xlsx", "00", unit, *Date::of(2024, 3, 31), 2024, 0}, rows,
                                      atlas_, {people_["officer"].user, clock_.now()}));
                numbers_.push_back(TRY(tx.value<std::string>("SELECT number FROM initiative WHERE id = ?1",
                                                             saved.rows[0].initiative)));
            }
            return {};
        }));
    }
    static Given decision() {
        return {"",         "",       "45-QĐ/ĐU", "20/12/2024", "Bí thư Đảng ủy", "Ban Chỉ đạo phường",
                "Xuất sắc", "commune"};
    }
    std::string followed(int which = 0) {
        const auto who = which == 0 ? "officer" : "other_officer";
        return write([&](db::Transaction& tx) { return follow(tx, numbers_.at(which), 2024, acting(who)); })
            .value();
    }
    Result<std::size_t> record(const std::string& who, const std::string& text, const char* key = "",
                               const std::optional<file::Staged>& with = {}) {
        return write([&](db::Transaction& tx) -> Result<std::size_t> {
            auto pasted = read_pasted(text, decision());
            for (auto& line : pasted.lines) line.given.paper = with;
            if (!pasted.wrong.empty()) return fail(Error{ErrorKind::invalid, {}, pasted.wrong, {}, {}});
            const auto done = TRY(record_all(tx, pasted.lines, key, acting(who)));
            return done.size();
        });
    }
    std::vector<Recognition> given(const std::string& code) {
        return database_->read([&](db::Transaction& tx) { return recognitions(tx, cycle(code).id); }).value();
    }
    /// A paper as the room of files stages it; its bytes are nobody's concern here.
    static file::Staged paper(char digit = 'a') {
        return {file::Type::pdf, "QD 45.pdf", {{file::Size::whole, std::string(64, digit), 9, 0, 0}}};
    }
    std::vector<std::string> numbers_;
};

TEST_F(Recording, only_what_was_never_decided_here_and_is_of_an_earlier_year) {
    const auto now = brought_to("registered");
    EXPECT_THAT(said(act("leader", now, "record_recognition", decision())),
                HasSubstr("phê duyệt trên phần mềm"));
    const auto old = followed();
    for (const auto* who : {"team", "officer", "reader", "other_leader", "far_leader", "past_leader"})
        EXPECT_FALSE(act(who, old, "record_recognition", decision()).has_value()) << who;
    ASSERT_TRUE(act("leader", old, "record_recognition", decision()).has_value());
    EXPECT_EQ(cycle(old).state, "recognised");
    ASSERT_THAT(given(old), SizeIs(1));
    EXPECT_TRUE(given(old)[0].recorded);
    EXPECT_EQ(given(old)[0].decided_on, Date::of(2024, 12, 20));
    EXPECT_THAT(faults_now(), IsEmpty());
    EXPECT_TRUE(would("team", cycle(old), "carry_over")) << "it goes on like any other";
}

TEST_F(Recording, each_level_is_noted_down_by_who_may_decide_there_and_once) {
    const auto old = followed();
    auto city = decision();
    city.level = "province";
    EXPECT_THAT(said(act("leader", old, "record_recognition", city)), HasSubstr("[level]"));
    ASSERT_TRUE(act("leader", old, "record_recognition", decision()).has_value());
    EXPECT_THAT(said(act("leader", old, "record_recognition", decision())), HasSubstr("[level]"));
    ASSERT_TRUE(act("city_leader", old, "record_recognition", city).has_value());
    EXPECT_THAT(given(old), SizeIs(2));
    EXPECT_EQ(given(old)[1].unit, kCity);
}

TEST_F(Recording, what_went_on_to_the_next_year_keeps_its_state_and_gets_its_decision) {
    const auto old = followed();
    must("team", old, "start");
    const auto next = act("team", old, "carry_over");
    ASSERT_TRUE(next.has_value()) << said(next);
    EXPECT_FALSE(act("team", old, "record_carried", decision()).has_value());
    const auto version = cycle(old).row_version;
    EXPECT_EQ(record("leader", numbers_[0] + "\t45-QĐ/ĐU\t20/12/2024\tcấp xã\t2024\n", "k").value(), 1u);
    EXPECT_EQ(record("leader", numbers_[0] + "\t45-QĐ/ĐU\t20/12/2024\tcấp xã\t2024\n", "k").value(), 1u);
    EXPECT_EQ(cycle(old).state, "carried_over");
    EXPECT_EQ(cycle(old).row_version, version + 1);
    ASSERT_THAT(given(old), SizeIs(1));
    EXPECT_TRUE(given(old)[0].recorded);
    EXPECT_EQ(cycle(*next).state, "draft");
    EXPECT_THAT(faults_now(), IsEmpty());
    const auto here = act("officer", brought_to("recognised", "Ở đây"), "carry_over");
    ASSERT_TRUE(here.has_value()) << said(here);
    const auto before = database_->read([&](db::Transaction& tx) { return find(tx, cycle(*here).continues); })
                            .value()
                            .value();
    EXPECT_THAT(said(act("leader", before.code, "record_carried", decision())),
                HasSubstr("phê duyệt trên phần mềm"));
}

TEST_F(Recording, who_approved_what_others_wrote_for_a_later_year_edited_nothing) {
    const auto old = followed();
    must("team", old, "start");
    const auto next = act("team", old, "carry_over").value();
    const auto at = cycle(next);
    const auto rewritten = write([&](db::Transaction& tx) -> Result<> {
        auto statement = full_statement(TRY(statement_of(tx, at)).title);
        statement.headings.goals = "Thêm 120 m";
        return revise(tx, next, at.row_version, statement, acting("team"));
    });
    ASSERT_TRUE(rewritten.has_value()) << said(rewritten);
    must("team", next, "submit");
    must("appraiser", next, "appraise");
    must("leader", next, "register");
    const auto done = act("leader", old, "record_carried", decision());
    EXPECT_TRUE(done.has_value()) << "approved it, wrote nothing: " << said(done);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Recording, days_and_levels_that_cannot_be_are_refused) {
    const auto old = followed();
    auto wrong = decision();
    for (const auto* day : {"31/12/2023", "21/11/2026", "hôm qua", ""}) {
        wrong.decided_on = day;
        EXPECT_THAT(said(act("leader", old, "record_recognition", wrong)), HasSubstr("[decided_on]")) << day;
    }
    wrong = decision();
    wrong.level = "district";
    wrong.decided_on = "01/07/2025";
    EXPECT_THAT(said(act("city_leader", old, "record_recognition", wrong)), HasSubstr("[level]"));
    wrong.decided_on = "30/06/2025";
    EXPECT_TRUE(act("city_leader", old, "record_recognition", wrong).has_value());
}

TEST_F(Recording, the_paper_stands_with_the_dossier_and_the_decision) {
    const auto old = followed();
    auto with_paper = decision();
    with_paper.paper = paper();
    ASSERT_TRUE(act("leader", old, "record_recognition", with_paper).has_value());
    const auto papers = database_->read(
        [&](db::Transaction& tx) { return file::list(tx, {"initiative_cycle", cycle(old).id.value}); });
    ASSERT_THAT(papers.value(), SizeIs(1));
    EXPECT_EQ(given(old)[0].paper, papers.value()[0].id);
    EXPECT_THAT(papers.value()[0].said.caption, HasSubstr("45-QĐ/ĐU"));
    auto city = with_paper;
    city.level = "province";
    ASSERT_TRUE(act("city_leader", old, "record_recognition", city).has_value()) << "the same paper again";
    EXPECT_EQ(given(old)[1].paper, papers.value()[0].id);
    auto taken_back = decision();
    taken_back.text = "Nhân dân phản ánh", taken_back.decided_on = "01/11/2026";
    taken_back.paper = paper('b');
    ASSERT_TRUE(act("city_leader", old, "revoke_above", taken_back).has_value());
    const auto revoked = std::ranges::count_if(
        given(old), [](const Recognition& r) { return r.revoke_paper && r.revoke_paper != r.paper; });
    EXPECT_GE(revoked, 1);
}

TEST_F(Recording, many_at_once_or_none) {
    const auto lines =
        numbers_[0] + "\t45-QĐ/ĐU\t20/12/2024\tcấp xã\n\n" + numbers_[1] + "\t46-QĐ/ĐU\t21/12/2024\n";
    const auto refused = record("leader", "Số đăng ký\tSố quyết định\tNgày\tCấp\n" + lines);
    ASSERT_FALSE(refused.has_value()) << "the second is another ward's";
    EXPECT_THAT(said(refused), HasSubstr("[lines] Dòng 4"));
    const auto kept = database_->read(
        [](db::Transaction& tx) { return tx.value("SELECT count(*) FROM initiative_cycle"); });
    EXPECT_EQ(kept.value(), 0) << "nothing of it is kept";
    EXPECT_EQ(record("city_leader", lines, "k").value(), 2u);
    EXPECT_EQ(record("city_leader", lines, "k").value(), 2u) << "sent twice";
    const auto count = database_->read(
        [](db::Transaction& tx) { return tx.value("SELECT count(*) FROM recognition WHERE recorded = 1"); });
    EXPECT_EQ(count.value(), 2);
    EXPECT_THAT(said(record("city_leader", lines, "other")), HasSubstr("Dòng 1"));
    const auto changed = numbers_[0] + "\t50-QĐ/TU\t22/12/2024\ttỉnh\n";
    EXPECT_EQ(record("city_leader", changed, "k").value(), 1u) << "other lines under the same key count";
    EXPECT_THAT(said(record("city_leader", changed + changed, "twice")), HasSubstr("Dòng 2"));
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Recording, a_second_decision_of_the_same_level_is_not_said_to_be_recorded) {
    const auto first = numbers_[0] + "\t45-QĐ/ĐU\t20/12/2024\n",
               other = numbers_[0] + "\t46-QĐ/ĐU\t21/12/2024\n";
    EXPECT_THAT(said(record("city_leader", first + other, "k")), HasSubstr("Dòng 2"));
    ASSERT_EQ(record("city_leader", first, "k").value(), 1u);
    EXPECT_THAT(said(record("city_leader", other, "k")), HasSubstr("Dòng 1"))
        << "corrected after it was recorded";
}

TEST_F(Recording, one_paper_stands_with_every_dossier_of_its_decision) {
    const auto lines = numbers_[0] + ";45-QĐ/ĐU;20/12/2024\n" + numbers_[1] + ";45-QĐ/ĐU;20/12/2024\n";
    ASSERT_EQ(record("city_leader", lines, "k", paper()).value(), 2u);
    const auto papers = database_->read([](db::Transaction& tx) {
        return tx.value("SELECT count(DISTINCT attachment_id) FROM recognition WHERE attachment_id > 0");
    });
    EXPECT_EQ(papers.value(), 2);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Recording, who_worked_for_the_owner_scored_or_nominated_records_nothing) {
    const auto old = followed();
    auto process_act = process().act("record_recognition");
    ASSERT_NE(process_act, nullptr);
    for (const auto* guard : {"not_creator", "not_scorer", "not_nominator", "decided_before"})
        EXPECT_THAT(process_act->guards, testing::Contains(guard));
    people_["leader"].grants.insert(people_["leader"].grants.end(), people_["team"].grants.begin(),
                                    people_["team"].grants.end());
    ASSERT_TRUE(act("leader", old, "start").has_value());
    EXPECT_FALSE(act("leader", old, "record_recognition", decision()).has_value()) << "the own dossier";
}

TEST_F(Recording, lists_know_the_level_that_stands_and_what_was_taken_back) {
    const auto old = followed();
    const auto listed = [&](const char* level, const char* state) {
        ListQuery query;
        query.level = level, query.state = state;
        Visible everywhere;
        everywhere.all = true;
        const Reading reading{atlas_, everywhere, clock_.today()};
        const auto found = database_->read([&](db::Transaction& tx) { return count(tx, query, reading); });
        return found.value().initiatives;
    };
    EXPECT_EQ(listed("unrecognised", ""), 2);
    ASSERT_TRUE(act("leader", old, "record_recognition", decision()).has_value());
    EXPECT_EQ(listed("commune", "recognised"), 1);
    auto city = decision();
    city.level = "province";
    ASSERT_TRUE(act("city_leader", old, "record_recognition", city).has_value());
    EXPECT_EQ(listed("province", "recognised"), 1);
    EXPECT_EQ(listed("commune", ""), 0) << "the highest counts";
    must("city_leader", old, "revoke_above");
    EXPECT_EQ(listed("commune", "recognised"), 1) << "what stands below stays";
    must("leader", old, "revoke");
    EXPECT_EQ(listed("unrecognised", "revoked"), 1);
    EXPECT_EQ(listed("", "not_recognised"), 0);
    EXPECT_THAT(faults_now(), IsEmpty());
    const auto past = write([](db::Transaction& tx) {
        return tx.exec("UPDATE registration SET recognised_level = 'province' WHERE id = 1");
    });
    ASSERT_TRUE(past.has_value());
    EXPECT_THAT(faults_now(), SizeIs(1)) << "changed past the program";
}

TEST(Life, a_pasted_table_is_read_line_by_line) {
    const auto lines_of = [](std::string_view text) { return read_pasted(text, {}).lines; };
    const auto one = lines_of("MH-2024-00001; 45-QĐ/ĐU ;20/12/2024;Cấp tỉnh;2023");
    ASSERT_THAT(one, SizeIs(1));
    EXPECT_EQ(one[0].number, "MH-2024-00001");
    EXPECT_EQ(one[0].given.decision_number, "45-QĐ/ĐU");
    EXPECT_EQ(one[0].given.level, "province");
    EXPECT_EQ(one[0].year, 2023);
    EXPECT_EQ(lines_of("Số\tQĐ\tNgày\r\nMH-1\t4\t1/1/2024\r\n")[0].line, 2) << "a heading";
    for (const auto* wrong : {"", "MH-1", "MH-1;4", "MH-1;4;1/1/2024;làng", "MH-1;4;1/1/2024;xã;năm ngoái"})
        EXPECT_THAT(read_pasted(wrong, {}).wrong, SizeIs(1)) << wrong;
    EXPECT_TRUE(read_pasted("MH-1;4;1/1/2024\nMH-2;4;1/1/2024", {}).one_decision());
    EXPECT_FALSE(read_pasted("MH-1;4;1/1/2024\nMH-2;5;1/1/2024", {}).one_decision());
    EXPECT_EQ(level_named("thị xã"), RecognitionLevel::district);
    EXPECT_EQ(level_named("UBND phường"), RecognitionLevel::commune);
    EXPECT_EQ(level_named("TP"), RecognitionLevel::province);
    EXPECT_EQ(level_named("làng"), std::nullopt);
}

}  // namespace
}  // namespace kheo::registry::life
