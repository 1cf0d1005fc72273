// SPDX-License-Identifier: Apache-2.0
// The whole life of dossiers; every forbidden step tried as every wrong person: roles_test.cpp.
#include <random>

#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kCity;
using test::kNewWard;
using test::LifeTest;
using test::Role;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Pair = std::pair<std::string, std::string>;

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
    EXPECT_TRUE(would("city_leader", cycle(code), "revoke_above"));
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

TEST_F(LifeTest, a_leader_nominates_only_what_reaches_the_threshold_of_the_level_above) {
    static constexpr Message kLow{"test.low", {"Chưa tới mức cấp tỉnh.", "Too low.", ""}};
    parts_.guards.push_back({"threshold_reached", [](const Question& q) -> Result<std::optional<Sentence>> {
                                 if (q.level != RecognitionLevel::province) return std::optional<Sentence>();
                                 return std::optional<Sentence>(kLow);
                             }});
    const auto code = brought_to("recognised");
    EXPECT_FALSE(would("leader", cycle(code), "nominate"));
}

TEST_F(LifeTest, what_is_sent_needs_to_say_whether_its_owner_is_a_collective) {
    auto statement = full_statement("Ngõ xanh");
    statement.owner_type.reset();
    const auto code = begun("team", statement);
    EXPECT_FALSE(would("team", cycle(code), "submit"));
}

TEST_F(LifeTest, without_a_score_sheet_the_self_assessment_is_a_text) {
    const auto code = brought_to("running");
    EXPECT_THAT(said(act("team", code, "self_assess", Given{})), HasSubstr("[text]"));
    parts_.guards.push_back({"self_assessment_given", [](const Question&) -> Result<std::optional<Sentence>> {
                                 return std::optional<Sentence>();
                             }});
    EXPECT_TRUE(act("team", code, "self_assess", Given{}).has_value());
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

/// Whoever tries whatever in whatever order, on several dossiers: what went through had its right and its
/// people apart, and nothing is broken afterwards.
TEST_F(LifeTest, a_random_walk_by_random_people_breaks_no_invariant) {
    std::mt19937 random(20261122);
    auto& many = add("many", Role::officer, kNewWard);  // one account, every role
    for (const auto role : {Role::leader, Role::scorer, Role::team})
        many.grants.push_back({role, kNewWard, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)});
    std::vector<std::string> codes, names;
    for (const auto& [name, principal] : people_) names.push_back(name);
    const auto any = [&](const auto& list) -> const auto& { return list[random() % list.size()]; };
    int done = 0;
    for (int i = 0; i < 1800; ++i) {
        if (codes.size() < 6)
            codes.push_back(
                begun(random() % 2 ? "team" : "officer", full_statement("Việc " + std::to_string(i))));
        auto& code = codes[random() % codes.size()];
        auto before = cycle(code);
        const auto& who = any(names);
        if (before.state == "submitted" && random() % 3 == 0) {
            (void)write([&](db::Transaction& tx) -> Result<> {
                auto sheet = TRY(examination_of(tx, before, clock_.today()));
                for (auto& item : sheet.items) item.verdict = Verdict::passed;
                return examine(tx, code, sheet, acting(who));
            });
            before = cycle(code);
        }
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
        const auto worked = database_->read([&](db::Transaction& tx) { return writers(tx, before); }).value();
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
        if (tried.permission != auth::Permission::propose)
            ASSERT_THAT(worked, Not(Contains(people_[who].user))) << who << " " << tried.code;
        if (process().state(after.state)->ends)
            code = *went == code ? begun("team", full_statement("Việc " + std::to_string(i))) : *went;
    }
    EXPECT_GT(done, 150);
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::registry::life
