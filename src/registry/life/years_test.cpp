// SPDX-License-Identifier: Apache-2.0
// Terms, numbers and the years of one initiative.
#include "registry/entering.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kOtherNew;
using test::kWardA;
using test::LifeTest;
using test::Role;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(LifeTest, the_district_recognised_until_its_last_day_only) {
    const auto code = brought_to("recognised");
    must("leader", code, "nominate");
    auto given = everything();
    given.level = "district";
    EXPECT_THAT(said(act("city_leader", code, "recognise_above", given)), HasSubstr("30/06/2025"));
}

TEST_F(LifeTest, a_deadline_keeps_the_term_it_was_made_under) {
    const auto code = brought_to("submitted");
    const auto before = cycle(code);
    ASSERT_TRUE(before.due.has_value());
    EXPECT_EQ(*before.due, *Date::of(2026, 12, 7));  // ten working days after Friday 20/11, without 24/11
    EXPECT_THAT(before.due_why, HasSubstr("10 ngày làm việc"));
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec("UPDATE process_term SET days = 1 WHERE state = 'submitted'");
                }).has_value());
    EXPECT_EQ(cycle(code).due, before.due);
    must("team", code, "withdraw");
    EXPECT_FALSE(cycle(code).due.has_value());
}

TEST_F(LifeTest, numbers_run_per_unit_and_year_without_a_gap) {
    for (const std::string title : {"Một", "Hai", "Ba"}) {
        const auto code = brought_to("registered", title);
        EXPECT_EQ(cycle(code).reg_no, title == "Một" ? 1 : title == "Hai" ? 2 : 3);
    }
    add("their_appraiser", Role::officer, kOtherNew);
    const auto other = begun("other_officer", full_statement("Bốn", kOtherNew));
    must("other_officer", other, "submit");
    must("their_appraiser", other, "appraise");
    must("other_leader", other, "register");
    EXPECT_EQ(cycle(other).reg_no, 1) << "another unit, another register";
}

TEST_F(LifeTest, what_is_maintained_is_asked_for_its_effect) {
    const auto code = brought_to("recognised");
    const auto next = act("officer", code, "carry_over");
    ASSERT_TRUE(next.has_value()) << said(next);
    const auto asked = [&](const std::string& of) {
        std::vector<std::string> out;
        const auto at = cycle(of);
        const auto sheet =
            database_->read([&](db::Transaction& tx) { return examination_of(tx, at, clock_.today()); });
        for (const auto& item : sheet.value().items) out.push_back(item.item);
        return out;
    };
    EXPECT_THAT(asked(*next), testing::ElementsAre("affordable", "safe", "kept", "joined", "useful"));
    EXPECT_THAT(asked(code), testing::Contains("measurable"));
    must("team", *next, "submit");
    EXPECT_THAT(said(act("appraiser", *next, "appraise")), HasSubstr("5 nội dung"));
    must("appraiser", *next, "appraise");
}

TEST_F(LifeTest, what_was_recognised_is_proposed_and_examined_again_each_year) {
    const auto code = brought_to("recognised");
    const auto next = act("officer", code, "carry_over");
    ASSERT_TRUE(next.has_value()) << said(next);
    const auto begun_again = cycle(*next);
    EXPECT_EQ(cycle(code).state, "carried_over");
    EXPECT_EQ(begun_again.campaign_year, 2027);
    EXPECT_EQ(begun_again.basis, Basis::maintained);
    EXPECT_EQ(begun_again.state, "draft");
    EXPECT_EQ(begun_again.initiative, cycle(code).initiative);
    EXPECT_EQ(begun_again.continues, cycle(code).id);
    must("team", *next, "submit");
    EXPECT_FALSE(would("officer", cycle(*next), "appraise")) << "began it";
    must("appraiser", *next, "appraise");
    must("leader", *next, "register");
    EXPECT_EQ(cycle(*next).initiative, cycle(code).initiative) << "one more year of the same initiative";
    const auto counted = database_->read([](db::Transaction& tx) -> Result<std::string> {
        return tx.value<std::string>(
            "SELECT (SELECT count(*) FROM initiative) || '/' || (SELECT count(*) FROM "
            "registration WHERE basis = 'maintained')");
    });
    EXPECT_EQ(counted.value(), "1/1");
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, what_was_not_recognised_goes_on_when_its_year_is_over) {
    const auto code = brought_to("running");
    EXPECT_THAT(said(act("team", code, "carry_over")), HasSubstr("Chưa đến lúc đăng ký cho năm 2027"));
    clock_.set(day_start(*Date::of(2027, 1, 4)));
    const auto waits = [&] {
        const auto found = database_->read(
            [&](db::Transaction& tx) { return tasks(tx, people_["team"], atlas_, clock_.today(), 9); });
        return std::string(found.value().first.at(0).what->in(Language::vi));
    };
    EXPECT_EQ(waits(), "Xét duy trì, đăng ký năm sau");
    const auto next = act("team", code, "carry_over");
    ASSERT_TRUE(next.has_value()) << said(next);
    EXPECT_EQ(cycle(*next).campaign_year, 2027);
    EXPECT_EQ(waits(), "Hoàn thiện, gửi thẩm định");
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, what_is_found_without_effect_ends_when_it_is_declined) {
    const auto next = act("officer", brought_to("recognised"), "carry_over").value();
    must("officer", next, "submit");
    must("appraiser", next, "appraise");
    must("leader", next, "decline");
    EXPECT_EQ(
        database_
            ->read([](db::Transaction& tx) { return tx.value<std::string>("SELECT state FROM initiative"); })
            .value(),
        "stopped");
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, an_imported_initiative_is_followed_from_the_register_on) {
    NewRow row;
    row.statement = full_statement("Từ danh sách", kWardA);
    row.campaign_year = 2024;
    row.date = *Date::of(2024, 3, 31);
    const auto imported = write([&](db::Transaction& tx) {
        return register_rows(tx, {"a.xlsx", "00", kWardA, row.date, 2024, 0}, std::vector{row}, atlas_,
                             {people_["officer"].user, clock_.now()});
    });
    ASSERT_TRUE(imported.has_value()) << said(imported);
    const auto number =
        database_
            ->read([](db::Transaction& tx) { return tx.value<std::string>("SELECT number FROM initiative"); })
            .value();
    const auto followed = [&](const std::string& who, int year) {
        return write([&](db::Transaction& tx) { return follow(tx, number, year, acting(who)); });
    };
    EXPECT_EQ(followed("reader", 2024).error().kind, ErrorKind::not_found);
    EXPECT_EQ(followed("other_officer", 2024).error().kind, ErrorKind::not_found);
    EXPECT_EQ(followed("appraiser", 2023).error().kind, ErrorKind::not_found);
    const auto code = followed("appraiser", 2024).value();
    EXPECT_EQ(followed("city_officer", 2024).value(), code) << "once per year";
    const auto at = cycle(code);
    EXPECT_EQ(at.state, "registered");
    EXPECT_EQ(at.created.by, people_["officer"].user) << "who entered it in the register";
    EXPECT_FALSE(at.due.has_value());
    // the ward merged into the new one: its officers are the owner's side now
    must("team", code, "start");
    EXPECT_FALSE(would("other_officer", cycle(code), "self_assess"));
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, what_is_registered_for_a_later_year_is_not_carried_over_again_and_still_reports) {
    const auto done = brought_to("recognised"), under_way = brought_to("running", "Chưa báo cáo");
    clock_.set(day_start(*Date::of(2027, 1, 4)));
    const auto work = make_work_index();
    const auto waits = [&] {
        std::vector<std::string> out;
        const auto found = database_->read([&](db::Transaction& tx) {
            return tasks(tx, people_["team"], atlas_, clock_.today(), 9, CountTasks::all, work.get());
        });
        for (const auto& task : found.value().first) out.emplace_back(task.what->in(Language::vi));
        return out;
    };
    const std::string carry = "Xét duy trì, đăng ký năm sau";
    EXPECT_THAT(waits(), testing::ElementsAre(carry, carry));
    const auto entered = [&](const std::string& code, const char* title) {
        NewRow row;
        row.statement = full_statement(title);
        row.campaign_year = 2027;
        row.basis = Basis::maintained;
        row.date = clock_.today();
        const auto initiative = cycle(code).initiative;
        return write([&](db::Transaction& tx) -> Result<> {
            const auto today = clock_.today();
            const Reading reading{
                atlas_, visible_to(people_["officer"], auth::Permission::edit_registry, today), today};
            TRY(enter(tx, row, initiative, reading, {people_["officer"].user, clock_.now()}));
            return {};
        });
    };
    ASSERT_TRUE(entered(done, "Ngõ xanh").has_value());
    ASSERT_TRUE(entered(under_way, "Chưa báo cáo").has_value());
    const auto left = waits();
    ASSERT_EQ(left.size(), 1u) << "the index kept in memory heard of it";
    EXPECT_NE(left[0], carry) << "what is under way is still to be reported";
    for (const auto& code : {done, under_way})
        EXPECT_THAT(said(act("team", code, "carry_over")), HasSubstr("Đã đăng ký cho năm sau"));
    EXPECT_TRUE(would("team", cycle(under_way), "self_assess"));
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, a_new_question_is_asked_of_what_is_sent_from_then_on) {
    const auto sent = brought_to("submitted", "Đã gửi");
    clock_.set(day_start(*Date::of(2026, 11, 27)));
    ASSERT_TRUE(
        write([](db::Transaction& tx) {
            return tx.exec(
                "INSERT INTO examination_item (code, position, label, verified, valid_from, valid_to, "
                "basis, asked_of) SELECT 'new_one', 99, 'Câu hỏi mới', 0, '2026-11-25', "
                "'9999-12-31', '', asked_of FROM examination_item WHERE code = 'measurable'");
        }).has_value());
    const auto asked = [&](const std::string& code) {
        std::vector<std::string> out;
        const auto at = cycle(code);
        const auto sheet =
            database_->read([&](db::Transaction& tx) { return examination_of(tx, at, clock_.today()); });
        for (const auto& item : sheet.value().items) out.push_back(item.item);
        return out;
    };
    EXPECT_THAT(asked(sent), testing::Not(testing::Contains("new_one")));
    must("appraiser", sent, "appraise");
    const auto later = begun("team", full_statement("Gửi sau"));
    EXPECT_THAT(asked(later), testing::Contains("new_one"));
    must("team", later, "submit");
    EXPECT_THAT(asked(later), testing::Contains("new_one"));
    EXPECT_THAT(asked(sent), testing::Not(testing::Contains("new_one"))) << "and never under old answers";
}

TEST_F(LifeTest, an_older_cycle_does_not_change_what_the_register_shows_today) {
    const auto code = brought_to("running");
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec(
                        "INSERT INTO registration (initiative_id, campaign_year, date, "
                        "date_precision, basis, unit_id, level_note, import_sheet, content_key, "
                        "created_at) SELECT initiative_id, 2027, '2026-11-20', 'day', "
                        "'maintained', unit_id, '', '', 'x', 1 FROM registration");
                }).has_value());
    must("leader", code, "stop");
    EXPECT_EQ(
        database_
            ->read([](db::Transaction& tx) { return tx.value<std::string>("SELECT state FROM initiative"); })
            .value(),
        "running");
}

}  // namespace
}  // namespace kheo::registry::life
