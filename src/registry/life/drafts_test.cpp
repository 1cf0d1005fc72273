// SPDX-License-Identifier: Apache-2.0
// What people write before a decision: drafts, forms, the examination of a plan, questions.
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::kOtherNew;
using test::LifeTest;
using test::Role;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(LifeTest, a_draft_is_not_there_for_who_may_not_see_it) {
    const auto code = begun("team", full_statement("Ngõ xanh"));
    for (const auto* who : {"reader", "leader", "city_officer", "other_officer", "admin", "scorer"}) {
        const auto done = write(
            [&](db::Transaction& tx) { return revise(tx, code, 1, full_statement("Khác"), acting(who)); });
        ASSERT_FALSE(done.has_value()) << who;
        EXPECT_EQ(done.error().kind, ErrorKind::not_found) << who;
        const auto absent = write([&](db::Transaction& tx) {
            return revise(tx, "NOSUCHCODE", 1, full_statement("Khác"), acting(who));
        });
        EXPECT_EQ(done.error().message.in(Language::vi), absent.error().message.in(Language::vi));
    }
}

TEST_F(LifeTest, a_unit_outside_the_grant_is_refused_at_the_field) {
    const auto made = write([&](db::Transaction& tx) {
        return begin(tx, full_statement("Ngõ xanh", kOtherNew), 2026, Basis::fresh, {}, acting("team"));
    });
    ASSERT_FALSE(made.has_value());
    EXPECT_THAT(said(made), HasSubstr("[unit]"));
}

TEST_F(LifeTest, earlier_years_are_entered_in_the_register_instead) {
    for (const int year : {2025, 2028}) {
        const auto made = write([&](db::Transaction& tx) {
            return begin(tx, full_statement("Ngõ xanh"), year, Basis::fresh, {}, acting("team"));
        });
        ASSERT_FALSE(made.has_value()) << year;
        EXPECT_THAT(said(made), HasSubstr("[campaign_year]"));
    }
}

TEST_F(LifeTest, a_form_sent_twice_makes_one_dossier_and_does_one_act) {
    const auto first = begun("team", full_statement("Ngõ xanh"), Basis::fresh, "key-1");
    EXPECT_EQ(begun("team", full_statement("Ngõ xanh"), Basis::fresh, "key-1"), first);
    ASSERT_TRUE(act("team", first, "submit", {}, "key-2").has_value());
    const auto version = cycle(first).row_version;
    const auto again = write([&](db::Transaction& tx) {
        return perform(tx, first, 1, "submit", everything(), "key-2", acting("team"));
    });
    ASSERT_TRUE(again.has_value()) << said(again);
    EXPECT_EQ(*again, first);
    EXPECT_EQ(cycle(first).row_version, version);
}

TEST_F(LifeTest, of_two_officers_at_once_the_second_hears_who_was_quicker) {
    const auto code = brought_to("submitted");
    examined("appraiser", code);
    const auto seen = cycle(code).row_version;
    must("appraiser", code, "return");
    const auto late = write([&](db::Transaction& tx) {
        return perform(tx, code, seen, "appraise", everything(), {}, acting("city_officer"));
    });
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_THAT(said(late), HasSubstr("Người appraiser"));
    EXPECT_THAT(said(late), HasSubstr("Trả lại, chờ bổ sung"));
}

TEST_F(LifeTest, two_editors_of_one_draft_do_not_overwrite_each_other) {
    const auto code = begun("team", full_statement("Ngõ xanh"));
    auto mine = full_statement("Ngõ xanh sạch"), theirs = full_statement("Ngõ xanh đẹp");
    const auto edit = [&](const char* who, const Statement& statement) {
        return write([&](db::Transaction& tx) { return revise(tx, code, 1, statement, acting(who)); });
    };
    ASSERT_TRUE(edit("officer", theirs).has_value());
    const auto late = edit("team", mine);
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_THAT(said(late), HasSubstr("Người officer"));
    EXPECT_TRUE(edit("officer", theirs).has_value()) << "the same said twice changes nothing";
    EXPECT_EQ(cycle(code).row_version, 2);
}

TEST_F(LifeTest, a_plan_is_examined_in_every_item_anew_each_round) {
    const auto code = brought_to("submitted");
    const auto open = act("appraiser", code, "appraise");
    ASSERT_FALSE(open.has_value());
    EXPECT_THAT(said(open), HasSubstr("6 nội dung"));
    examined("appraiser", code, Verdict::to_amend);
    must("appraiser", code, "return");
    must("team", code, "submit");
    EXPECT_FALSE(act("appraiser", code, "appraise").has_value()) << "a new round";
    examined("appraiser", code);
    ASSERT_TRUE(act("appraiser", code, "appraise").has_value());
}

TEST_F(LifeTest, who_comes_second_with_the_sheet_overwrites_nobody) {
    const auto code = brought_to("submitted");
    add("second", Role::officer, kNewWard);
    const auto examination = [&] {
        return database_
            ->read([&](db::Transaction& tx) { return examination_of(tx, cycle(code), clock_.today()); })
            .value();
    };
    const auto keep = [&](const std::string& who, const Examination& sheet) {
        return write([&](db::Transaction& tx) { return examine(tx, code, sheet, acting(who)); });
    };
    const auto judges = [&] {
        return database_
            ->read([&](db::Transaction& tx) {
                return tx.all(
                    [](const db::Row& row) { return row.integer(0); },
                    "SELECT DISTINCT examined_by FROM cycle_examination WHERE item <> '' ORDER BY 1");
            })
            .value();
    };
    auto mine = examination(), theirs = mine;
    for (auto& item : mine.items) item.verdict = Verdict::passed;
    for (auto& item : theirs.items) item.verdict = Verdict::to_amend, item.remark = "Thiếu";
    ASSERT_TRUE(keep("appraiser", mine).has_value());
    const auto late = keep("second", theirs);
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_THAT(said(late), HasSubstr("Người appraiser"));
    EXPECT_EQ(examination().items[0].verdict, Verdict::passed);
    EXPECT_TRUE(keep("second", mine).has_value()) << "the same said twice changes nothing";
    EXPECT_EQ(judges(), std::vector{people_["appraiser"].user.value});
    auto one = examination();
    one.items[2].remark = "Nên ghi rõ người giám sát";
    ASSERT_TRUE(keep("second", one).has_value());
    EXPECT_EQ(judges().size(), 2) << "the others stay the first one's";
}

TEST_F(LifeTest, whose_examination_was_changed_by_a_colleague_does_not_approve) {
    add("both", Role::officer, kNewWard).grants.push_back(people_["leader"].grants[0]);
    const auto code = brought_to("submitted");
    examined("both", code);
    examined("appraiser", code, Verdict::to_amend);
    examined("appraiser", code);
    ASSERT_TRUE(act("appraiser", code, "appraise").has_value());
    EXPECT_FALSE(would("both", cycle(code), "register"));
    EXPECT_TRUE(would("leader", cycle(code), "register"));
}

TEST_F(LifeTest, what_is_to_be_amended_is_said) {
    const auto code = brought_to("submitted");
    const auto done = write([&](db::Transaction& tx) -> Result<> {
        auto sheet = TRY(examination_of(tx, cycle(code), clock_.today()));
        sheet.items[0].verdict = Verdict::to_amend;
        return examine(tx, code, sheet, acting("appraiser"));
    });
    ASSERT_FALSE(done.has_value());
    EXPECT_THAT(said(done), HasSubstr("[remark_needed]"));
}

TEST_F(LifeTest, an_act_asks_for_everything_it_needs_at_once) {
    const auto code = brought_to("scored");
    const auto nothing = act("leader", code, "recognise", Given{});
    ASSERT_FALSE(nothing.has_value());
    for (const auto* field : {"[decision_number]", "[decided_on]", "[signer]", "[body]"})
        EXPECT_THAT(said(nothing), HasSubstr(field));
    auto late = everything();
    late.decided_on = clock_.today().plus_days(1).vietnamese();
    EXPECT_THAT(said(act("leader", code, "recognise", late)), HasSubstr("[decided_on]"));
    EXPECT_THAT(said(act("leader", code, "not_recognise", Given{})), HasSubstr("[text]"));
    EXPECT_EQ(cycle(code).state, "scored");
}

TEST_F(LifeTest, questions_are_asked_and_answered_on_the_dossier) {
    const auto code = brought_to("submitted");
    const auto say = [&](const char* who, const std::string& text, RemarkId answers = {},
                         std::string_view key = "") {
        return write([&](db::Transaction& tx) { return remark(tx, code, text, answers, key, acting(who)); });
    };
    EXPECT_EQ(say("reader", "Gì đây?").error().kind, ErrorKind::not_found);
    EXPECT_EQ(say("team", "  ").error().kind, ErrorKind::invalid);
    ASSERT_TRUE(say("appraiser", "Đã họp dân chưa?", {}, "k1").has_value());
    ASSERT_TRUE(say("appraiser", "Đã họp dân chưa?", {}, "k1").has_value());
    auto all = database_->read([&](db::Transaction& tx) { return remarks(tx, cycle(code).id); }).value();
    ASSERT_EQ(all.size(), 1u);
    ASSERT_TRUE(say("team", "Đã họp hai lần.", all[0].id).has_value());
    EXPECT_EQ(say("team", "Lạc chỗ", RemarkId{999}).error().kind, ErrorKind::not_found);
    all = database_->read([&](db::Transaction& tx) { return remarks(tx, cycle(code).id); }).value();
    EXPECT_EQ(all[1].answers, all[0].id);
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::registry::life
