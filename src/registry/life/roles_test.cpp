// SPDX-License-Identifier: Apache-2.0
// Every act of the table tried by every person in every state, also in those beside the straight way and in
// those that end; and where a state alone does not say who may: two recognitions, a year that is over, what
// was decided before there was this program.
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::LifeTest;
using testing::IsEmpty;

using Pair = std::pair<std::string, std::string>;
using Allowed = std::set<Pair>;

/// Who may do what in a state, when the team made the dossier, the appraiser examined and closed the scoring
/// and the leader approved. What it sent
/// back itself the appraiser does not send again. Nobody else may do anything.
const std::map<std::string, Allowed> kAllowed{
    {"draft",
     {{"team", "submit"},
      {"team", "withdraw"},
      {"officer", "submit"},
      {"officer", "withdraw_for"},
      {"appraiser", "submit"},
      {"appraiser", "withdraw_for"}}},
    {"submitted",
     {{"officer", "appraise"},
      {"officer", "return"},
      {"officer", "withdraw_for"},
      {"appraiser", "appraise"},
      {"appraiser", "return"},
      {"appraiser", "withdraw_for"},
      {"city_officer", "appraise"},
      {"city_officer", "return"},
      {"team", "withdraw"}}},
    {"returned",
     {{"team", "submit"},
      {"team", "withdraw"},
      {"officer", "submit"},
      {"officer", "withdraw_for"},
      {"appraiser", "withdraw_for"}}},
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
    {"suspended",
     {{"leader", "resume"}, {"leader", "stop"}, {"city_leader", "resume"}, {"city_leader", "stop"}}},
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
    {"declined", {}},
    {"withdrawn", {}},
    {"not_recognised", {}},
    {"carried_over", {}},
    {"stopped", {}},
    {"revoked", {}},
};

/// How a dossier leaves the straight way.
struct Turn {
    std::string from, who, act;
};
const std::map<std::string, Turn> kTurns{
    {"returned", {"submitted", "appraiser", "return"}},
    {"declined", {"appraised", "leader", "decline"}},
    {"withdrawn", {"submitted", "team", "withdraw"}},
    {"suspended", {"running", "leader", "suspend"}},
    {"stopped", {"running", "leader", "stop"}},
    {"not_recognised", {"scored", "leader", "not_recognise"}},
    {"nominated", {"recognised", "leader", "nominate"}},
    {"carried_over", {"recognised", "team", "carry_over"}},
    {"revoked", {"recognised", "leader", "revoke"}},
};

class LifeRoles : public LifeTest {
  protected:
    std::string standing_in(const std::string& state) {
        const auto turn = kTurns.find(state);
        const auto code = brought_to(turn == kTurns.end() ? state : turn->second.from, state);
        if (turn != kTurns.end()) must(turn->second.who, code, turn->second.act);
        if (state == "submitted") examined("appraiser", code);
        EXPECT_EQ(cycle(code).state, state);
        return code;
    }
    /// What was registered in 2025 before anybody followed it here.
    std::string followed() {
        NewRow row;
        row.statement = full_statement("Ngõ cũ");
        row.campaign_year = 2025;
        row.date = *Date::of(2025, 8, 31);
        const auto code = write([&](db::Transaction& tx) -> Result<std::string> {
            TRY(register_rows(tx, {"a.xlsx", "00", kNewWard, row.date, 2025, 0}, std::vector{row}, atlas_,
                              {people_["officer"].user, clock_.now()}));
            return follow(tx, TRY(tx.value<std::string>("SELECT number FROM initiative")), 2025,
                          acting("officer"));
        });
        EXPECT_TRUE(code.has_value()) << said(code);
        return code.value_or("");
    }
    /// With everything a form could hold: what goes through.
    Allowed done_at(const std::string& code) {
        Allowed out;
        const auto at = cycle(code);
        for (const auto& [who, principal] : people_)
            for (const auto& act : process().acts)
                if (would(who, at, act.code)) out.emplace(who, act.code);
        EXPECT_EQ(cycle(code).row_version, at.row_version);
        return out;
    }
    /// The buttons that the page does not close.
    Allowed offered_at(const std::string& code) {
        Allowed out;
        for (const auto& [who, principal] : people_) {
            const auto found =
                database_->read([&](db::Transaction& tx) { return offers(tx, cycle(code), acting(who)); });
            for (const auto& offer : found.value())
                if (offer.open()) out.emplace(who, offer.act->code);
        }
        return out;
    }
    static Allowed joined(Allowed one, const Allowed& more) {
        one.insert(more.begin(), more.end());
        return one;
    }
};

TEST_F(LifeRoles, every_act_of_every_person_in_every_state_is_refused_unless_the_table_says_so) {
    for (const auto& one : process().states) {
        const std::string state(one.code);
        ASSERT_TRUE(kAllowed.contains(state)) << state;
        EXPECT_EQ(done_at(standing_in(state)), kAllowed.at(state)) << state;
    }
    EXPECT_EQ(kAllowed.size(), process().states.size());
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeRoles, the_page_offers_what_the_service_does) {
    for (const auto& [state, allowed] : kAllowed) EXPECT_EQ(offered_at(standing_in(state)), allowed) << state;
}

TEST_F(LifeRoles, of_two_recognitions_the_upper_one_is_taken_back_by_its_own_level) {
    const auto code = standing_in("nominated");
    must("city_leader", code, "recognise_above");
    const Allowed both{{"city_leader", "revoke_above"}, {"leader", "stop"},
                       {"city_leader", "stop"},         {"team", "carry_over"},
                       {"officer", "carry_over"},       {"appraiser", "carry_over"}};
    EXPECT_EQ(done_at(code), both);
    EXPECT_EQ(offered_at(code), both);
    must("city_leader", code, "revoke_above");
    auto one = kAllowed.at("recognised");
    one.erase({"leader", "nominate"}), one.erase({"city_leader", "nominate"});
    EXPECT_EQ(done_at(code), one) << "what the level above took back is not sent there again";
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeRoles, when_the_year_is_over_the_owners_side_and_nobody_else_carries_over) {
    std::map<std::string, std::string> codes;
    for (const auto* state : {"registered", "running", "suspended", "recognised", "scored"})
        codes[state] = standing_in(state);
    clock_.set(day_start(*Date::of(2027, 1, 4)));
    people_.erase("future_leader");  // leads by now
    const Allowed next_year{{"team", "carry_over"}, {"officer", "carry_over"}, {"appraiser", "carry_over"}};
    for (const auto& [state, code] : codes) {
        const bool goes_on = state == "registered" || state == "running";
        EXPECT_EQ(done_at(code), goes_on ? joined(kAllowed.at(state), next_year) : kAllowed.at(state))
            << state;
        EXPECT_EQ(offered_at(code), done_at(code)) << state;
    }
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeRoles, a_decision_from_before_is_noted_down_by_who_decides_there_and_nobody_else) {
    const auto code = followed();
    const Allowed carried{{"team", "carry_over"}, {"officer", "carry_over"}, {"appraiser", "carry_over"}};
    const Allowed recorded{{"leader", "record_recognition"}, {"city_leader", "record_recognition"}};
    EXPECT_EQ(offered_at(code), joined(joined(kAllowed.at("registered"), carried), recorded));
    must("team", code, "start");
    EXPECT_EQ(offered_at(code), joined(joined(kAllowed.at("running"), carried), recorded));
    must("team", code, "carry_over");
    EXPECT_EQ(offered_at(code), (Allowed{{"leader", "record_carried"}, {"city_leader", "record_carried"}}));
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::registry::life
