// SPDX-License-Identifier: Apache-2.0
// The whole life of dossiers, every forbidden step tried as every wrong person.
#include <random>

#include "base/text.hpp"
#include "registry/erasure.hpp"
#include "registry/life/store.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kCity;
using test::kNewWard;
using test::kOtherNew;
using test::kWardA;
using test::LifeTest;
using test::Role;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Pair = std::pair<std::string, std::string>;

/// Who may do what in a state, when the team made the dossier, the appraiser examined and closed the scoring
/// and the leader approved. Nobody else may do anything.
const std::map<std::string, std::set<Pair>> kAllowed{
    {"draft",
     {{"team", "submit"},
      {"team", "withdraw"},
      {"officer", "submit"},
      {"officer", "withdraw"},
      {"appraiser", "submit"},
      {"appraiser", "withdraw"}}},
    {"submitted",
     {{"officer", "appraise"},
      {"officer", "return"},
      {"officer", "withdraw"},
      {"appraiser", "appraise"},
      {"appraiser", "return"},
      {"appraiser", "withdraw"},
      {"city_officer", "appraise"},
      {"city_officer", "return"},
      {"team", "withdraw"}}},
    {"appraised",
     {{"leader", "register"},
      {"leader", "send_back"},
      {"leader", "decline"},
      {"city_leader", "register"},
      {"city_leader", "send_back"},
      {"city_leader", "decline"}}},
    {"registered",
     {{"team", "start"},
      {"officer", "start"},
      {"appraiser", "start"},
      {"leader", "suspend"},
      {"leader", "stop"},
      {"city_leader", "suspend"},
      {"city_leader", "stop"}}},
    {"running",
     {{"team", "self_assess"},
      {"officer", "self_assess"},
      {"appraiser", "self_assess"},
      {"team", "launch"},
      {"officer", "launch"},
      {"appraiser", "launch"},
      {"leader", "suspend"},
      {"leader", "stop"},
      {"city_leader", "suspend"},
      {"city_leader", "stop"}}},
    {"self_assessed",
     {{"officer", "check"},
      {"officer", "reopen"},
      {"appraiser", "check"},
      {"appraiser", "reopen"},
      {"city_officer", "check"},
      {"city_officer", "reopen"}}},
    {"checked",
     {{"officer", "close_scoring"},
      {"officer", "reopen"},
      {"appraiser", "close_scoring"},
      {"appraiser", "reopen"},
      {"city_officer", "close_scoring"},
      {"city_officer", "reopen"}}},
    {"scored",
     {{"leader", "recognise"},
      {"leader", "not_recognise"},
      {"city_leader", "recognise"},
      {"city_leader", "not_recognise"}}},
    {"recognised",
     {{"leader", "nominate"},
      {"leader", "revoke"},
      {"leader", "stop"},
      {"city_leader", "nominate"},
      {"city_leader", "revoke"},
      {"city_leader", "stop"},
      {"team", "carry_over"},
      {"officer", "carry_over"},
      {"appraiser", "carry_over"}}},
    {"nominated",
     {{"city_leader", "recognise_above"},
      {"city_leader", "refuse_nomination"},
      {"leader", "revoke"},
      {"city_leader", "revoke"}}},
};

TEST_F(LifeTest, every_act_of_every_person_in_every_state_is_refused_unless_the_table_says_so) {
    for (const auto& [state, allowed] : kAllowed) {
        const auto code = state == "nominated" ? brought_to("recognised", state) : brought_to(state, state);
        if (state == "nominated") must("leader", code, "nominate");
        if (state == "submitted") examined("appraiser", code);
        const auto at = cycle(code);
        for (const auto& [who, principal] : people_)
            for (const auto& act : process().acts)
                EXPECT_EQ(would(who, at, act.code), allowed.contains({who, std::string(act.code)}))
                    << who << " " << act.code << " in " << state;
        EXPECT_EQ(cycle(code).row_version, at.row_version);
    }
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, the_page_offers_what_the_service_does) {
    for (const auto& [state, allowed] : kAllowed) {
        if (state == "nominated") continue;
        const auto code = brought_to(state, state);
        if (state == "submitted") examined("appraiser", code);
        for (const auto& [who, principal] : people_) {
            const auto offered =
                database_->read([&](db::Transaction& tx) { return offers(tx, cycle(code), acting(who)); });
            for (const auto& offer : offered.value())
                EXPECT_EQ(offer.open(), allowed.contains({who, std::string(offer.act->code)}))
                    << who << " " << offer.act->code << " in " << state;
        }
    }
}

TEST_F(LifeTest, a_dossier_goes_from_the_team_to_the_provinces_recognition) {
    const auto code = brought_to("recognised");
    must("leader", code, "nominate");
    must("city_leader", code, "recognise_above");
    const auto at = cycle(code);
    EXPECT_EQ(at.state, "recognised");
    EXPECT_EQ(at.reg_no, 1);
    EXPECT_EQ(at.created.by, people_["team"].user);
    EXPECT_EQ(at.appraised.by, people_["appraiser"].user);
    EXPECT_EQ(at.approved.by, people_["leader"].user);
    const auto given = database_->read([&](db::Transaction& tx) { return recognitions(tx, at.id); }).value();
    ASSERT_EQ(given.size(), 2u);
    EXPECT_EQ(given[0].level, RecognitionLevel::commune);
    EXPECT_EQ(given[0].unit, kNewWard);
    EXPECT_EQ(given[1].level, RecognitionLevel::province);
    EXPECT_EQ(given[1].unit, kCity);
    EXPECT_EQ(given[1].decision_number, "12-QĐ/ĐU");
    EXPECT_FALSE(would("city_leader", cycle(code), "nominate")) << "there is no level above the province";
    EXPECT_FALSE(would("leader", cycle(code), "revoke")) << "only the province takes back what it decided";
    EXPECT_TRUE(would("city_leader", cycle(code), "revoke"));
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeTest, nothing_of_a_draft_stands_in_the_register) {
    const auto code = brought_to("appraised");
    const auto initiatives =
        database_->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM initiative"); });
    EXPECT_EQ(initiatives.value(), 0);
    must("leader", code, "register");
    const auto shown = database_->read([&](db::Transaction& tx) -> Result<std::string> {
        return tx.value<std::string>("SELECT state FROM initiative");
    });
    EXPECT_EQ(shown.value(), "registered");
    const auto left = database_->read([](db::Transaction& tx) {
        return tx.value("SELECT count(*) FROM initiative_cycle WHERE statement_json IS NOT NULL");
    });
    EXPECT_EQ(left.value(), 0) << "from now on the initiative holds the statement";
}

TEST_F(LifeTest, the_register_shows_where_the_newest_cycle_stands) {
    const auto state = [&] {
        return database_
            ->read([](db::Transaction& tx) { return tx.value<std::string>("SELECT state FROM initiative"); })
            .value();
    };
    const auto code = brought_to("running");
    EXPECT_EQ(state(), "running");
    must("leader", code, "suspend");
    EXPECT_EQ(state(), "suspended");
    must("leader", code, "resume");
    must("officer", code, "self_assess");
    EXPECT_EQ(state(), "running");
    must("appraiser", code, "check");
    must("appraiser", code, "close_scoring");
    must("leader", code, "not_recognise");
    EXPECT_EQ(state(), "not_recognised");
}

TEST_F(LifeTest, who_scored_does_not_recognise_and_who_examined_does_not_approve) {
    add("both", Role::officer, kNewWard).grants.push_back(people_["leader"].grants[0]);
    auto code = begun("team", full_statement("Một"));
    must("team", code, "submit");
    must("both", code, "appraise");
    EXPECT_FALSE(would("both", cycle(code), "register"));
    must("leader", code, "register");
    for (const auto& [who, act] :
         {Pair{"team", "start"}, {"team", "self_assess"}, {"appraiser", "check"}, {"both", "close_scoring"}})
        must(who, code, act);
    EXPECT_FALSE(would("both", cycle(code), "recognise"));
    // who only filled in the sheet examined as well
    code = begun("team", full_statement("Hai"));
    must("team", code, "submit");
    examined("both", code);
    const auto done = act("appraiser", code, "appraise");
    ASSERT_TRUE(done.has_value()) << said(done);
    EXPECT_FALSE(would("both", cycle(code), "register"));
}

TEST_F(LifeTest, who_completed_a_teams_draft_does_not_examine_it) {
    const auto code = begun("team", [] {
        auto s = full_statement("Ngõ xanh");
        s.headings.goals.clear();
        return s;
    }());
    const auto refused = act("team", code, "submit");
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(said(refused), HasSubstr("Mục tiêu"));
    const auto completed = write([&](db::Transaction& tx) {
        return revise(tx, code, 1, full_statement("Ngõ xanh"), acting("officer"));
    });
    ASSERT_TRUE(completed.has_value()) << said(completed);
    must("team", code, "submit");
    examined("appraiser", code);
    EXPECT_FALSE(would("officer", cycle(code), "appraise"));
    EXPECT_FALSE(would("officer", cycle(code), "return"));
    EXPECT_TRUE(would("appraiser", cycle(code), "appraise"));
}

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
    EXPECT_EQ(*before.due, *Date::of(2026, 12, 4));  // ten working days after Friday 20/11
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

TEST_F(LifeTest, other_rooms_close_an_act_by_the_name_of_a_guard) {
    static constexpr Message kWhy{"test.why", {"Chưa có lượt kiểm tra nào.", "No visit.", ""}};
    parts_.guards.push_back({"visit_recorded", [](const Question&) -> Result<std::optional<Sentence>> {
                                 return std::optional<Sentence>(kWhy);
                             }});
    const auto code = brought_to("self_assessed");
    const auto refused = act("appraiser", code, "check");
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(said(refused), HasSubstr("Chưa có lượt kiểm tra"));
    parts_.guards.clear();
    EXPECT_TRUE(act("appraiser", code, "check").has_value());
}

TEST_F(LifeTest, without_a_score_sheet_the_self_assessment_is_a_text) {
    const auto code = brought_to("running");
    EXPECT_THAT(said(act("team", code, "self_assess", Given{})), HasSubstr("[text]"));
    parts_.guards.push_back({"self_assessment_given", [](const Question&) -> Result<std::optional<Sentence>> {
                                 return std::optional<Sentence>();
                             }});
    EXPECT_TRUE(act("team", code, "self_assess", Given{}).has_value());
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

TEST_F(LifeTest, each_person_sees_the_work_that_waits_for_him) {
    const auto mine = [&](const std::string& who) {
        const auto found = database_->read(
            [&](db::Transaction& tx) { return tasks(tx, people_[who], atlas_, clock_.today(), 10); });
        std::vector<std::string> out;
        for (const auto& task : found.value().first)
            out.push_back(task.cycle.title + ": " + std::string(task.what->in(Language::vi)));
        return out;
    };
    const auto code = begun("team", full_statement("Ngõ xanh"));
    EXPECT_THAT(mine("team"), ElementsAre("Ngõ xanh: Hoàn thiện, gửi thẩm định"));
    EXPECT_THAT(mine("leader"), IsEmpty());
    must("team", code, "submit");
    EXPECT_THAT(mine("team"), IsEmpty());
    EXPECT_THAT(mine("appraiser"), ElementsAre("Ngõ xanh: Thẩm định kế hoạch"));
    EXPECT_THAT(mine("other_officer"), IsEmpty());
    must("appraiser", code, "appraise");
    EXPECT_THAT(mine("leader"), ElementsAre("Ngõ xanh: Duyệt kế hoạch"));
    EXPECT_THAT(mine("past_leader"), IsEmpty());
    EXPECT_THAT(mine("future_leader"), IsEmpty());
}

TEST_F(LifeTest, an_erased_name_leaves_cycles_and_drafts) {
    auto named = full_statement("Bà Trần Thị Thử giúp vốn");
    named.owner_text = "Trần Thị Thử";
    named.owner_type = OwnerType::individual;
    named.headings.forces = "Do bà Trần Thị Thử đứng ra";
    const auto code = begun("team", named);
    for (const auto& [who, name] : kWay) must(who, code, name);
    const auto next = act("officer", code, "carry_over").value();
    named.title = "Việc khác của bà Trần Thị Thử";
    const auto draft = begun("team", named);
    ASSERT_TRUE(write([&](db::Transaction& tx) {
                    return remark(tx, next, "Hỏi bà Trần Thị Thử", {}, {}, acting("team"));
                }).has_value());
    const auto number = "MH-2026-00001";
    const auto erased = write([&](db::Transaction& tx) -> Result<> {
        const auto names = TRY(names_to_erase(tx, number, OwnersAre::as_the_dossier_says));
        const auto done = TRY(erase_owners(tx, number, OwnersAre::as_the_dossier_says, {{}, clock_.now()}));
        for (const auto& dossier : done.dossiers) TRY(forget(tx, dossier.id));
        return forget_in_drafts(tx, names, "(đã xóa)");
    });
    ASSERT_TRUE(erased.has_value()) << said(erased);
    std::string all;
    for (const auto* sql :
         {"SELECT title || title_folded || coalesce(statement_json, '') FROM initiative_cycle",
          "SELECT coalesce(value_json, '') FROM cycle_version",
          "SELECT coalesce(said_json, '') FROM cycle_act", "SELECT coalesce(text, '') FROM cycle_remark"})
        ASSERT_TRUE(database_
                        ->read([&](db::Transaction& tx) {
                            return tx.each([&](const db::Row& row) { all.append(row.text(0)).append("\n"); },
                                           sql);
                        })
                        .has_value());
    EXPECT_THAT(fold_words(all), testing::Not(HasSubstr("tran thi thu"))) << all;
    EXPECT_THAT(cycle(draft).title, HasSubstr("(đã xóa)"));
    EXPECT_THAT(faults_now(), IsEmpty());
    must("team", next, "submit");
    must("appraiser", next, "appraise");
    must("leader", next, "register");
}

TEST_F(LifeTest, a_change_past_the_program_is_found) {
    const auto code = brought_to("submitted");
    EXPECT_THAT(faults_now(), IsEmpty());
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec("UPDATE cycle_version SET value_json = '{\"title\":\"Khác\"}'");
                }).has_value());
    ASSERT_TRUE(write([](db::Transaction& tx) {
                    return tx.exec(
                        "UPDATE initiative_cycle SET state = 'recognised', approved_at = 1, "
                        "appraised_by = created_by");
                }).has_value());
    const auto found = faults_now();
    for (const auto* part : {"khác với điều sổ", "không phải ba người", "không có số", "việc làm sau cùng"})
        EXPECT_THAT(found, Contains(HasSubstr(part)));
}

/// Whoever tries whatever in whatever order, on several dossiers: what went through had its right and its
/// people apart, and nothing is broken afterwards.
TEST_F(LifeTest, a_random_walk_by_random_people_breaks_no_invariant) {
    std::mt19937 random(20261122);
    std::vector<std::string> codes, names;
    for (const auto& [name, principal] : people_) names.push_back(name);
    const auto any = [&](const auto& list) -> const auto& { return list[random() % list.size()]; };
    int done = 0;
    for (int i = 0; i < 1500; ++i) {
        if (codes.size() < 6)
            codes.push_back(
                begun(random() % 2 ? "team" : "officer", full_statement("Việc " + std::to_string(i))));
        auto& code = codes[random() % codes.size()];
        const auto before = cycle(code);
        const auto& who = any(names);
        if (before.state == "submitted" && random() % 3 == 0)
            (void)write([&](db::Transaction& tx) -> Result<> {
                auto sheet = TRY(examination_of(tx, before, clock_.today()));
                for (auto& item : sheet.items) item.verdict = Verdict::passed;
                return examine(tx, code, sheet, acting(who));
            });
        // mostly an act that starts here, so that the walk gets somewhere
        std::vector<const workflow::Act*> here;
        for (const auto& act : process().acts)
            if (random() % 10 == 0 || std::ranges::find(act.from, before.state) != act.from.end())
                here.push_back(&act);
        if (here.empty()) {
            code = begun("team", full_statement("Việc " + std::to_string(i)));
            continue;
        }
        const auto& tried = *any(here);
        const auto went = act(who, code, std::string(tried.code));
        const auto after = cycle(code);
        if (!went) {
            ASSERT_EQ(after.row_version, before.row_version);
            continue;
        }
        ++done;
        ASSERT_EQ(after.state, tried.to);
        ASSERT_THAT(tried.from, Contains(before.state));
        ASSERT_TRUE(may_in(atlas_, people_[who], tried.permission, before.unit, clock_.today())) << who;
        if (tried.permission != auth::Permission::propose) {
            ASSERT_NE(before.created.by, people_[who].user) << who << " " << tried.code;
            ASSERT_NE(before.submitted.by, people_[who].user) << who << " " << tried.code;
        }
        if (process().state(after.state)->ends)
            code = *went == code ? begun("team", full_statement("Việc " + std::to_string(i))) : *went;
    }
    EXPECT_GT(done, 150);
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::registry::life
