// SPDX-License-Identifier: Apache-2.0
// Dossiers of a ward over the day it was merged: who acts, who scores, who decides on either side of it.
#include "app/test_everybody.hpp"

namespace kheo::app {
namespace {

using testing::IsEmpty;

/// The last day of districts, and the day after.
class MergerScenario : public Everybody {
  protected:
    MergerScenario() {
        clock_ = FixedClock{*Date::of(2025, 6, 30)};
        crew_ = crew_for("an", kOldWard, kOldWard);
        add("new_leader", {{Role::leader, kWard}});
        add("district_leader", {{Role::leader, kDistrict}});
        add("province_leader", {{Role::leader, kProvince}});
        add("neighbour", {{Role::scorer, kProvince}, {Role::team, kOldSibling}});
        add("joined", {{Role::scorer, kProvince}, {Role::team, kWard}});  // proposes for the ward they became
    }
    void next_day() { clock_ = FixedClock{*Date::of(2025, 7, 1)}; }
    bool may(const std::string& who, const std::string& code, std::string_view name, const Given& given) {
        bool went = false;
        const auto version = cycle(code).row_version;
        (void)database_->write([&](db::Transaction& tx) -> Result<> {
            went = registry::life::perform(tx, code, version, name, given, {}, acting(who)).has_value();
            return fail(ErrorKind::internal, Message{});
        });
        return went;
    }
    bool may(const std::string& who, const std::string& code, std::string_view name) {
        return may(who, code, name, decided(clock_.today()));
    }

    Crew crew_;
};

TEST_F(MergerScenario, who_acted_for_a_ward_that_is_gone_acts_no_more) {
    const auto code = begun(crew_.maker, kOldWard, "Ngõ xanh");
    bring(crew_, code, "appraised");
    for (const auto* who : {"an_leader", "district_leader", "province_leader"})
        EXPECT_TRUE(may(who, code, "register")) << who;
    EXPECT_FALSE(may("new_leader", code, "register")) << "the new ward does not stand yet";
    next_day();
    for (const auto* who : {"an_leader", "district_leader"}) EXPECT_FALSE(may(who, code, "register")) << who;
    for (const auto* who : {"new_leader", "province_leader"}) EXPECT_TRUE(may(who, code, "register")) << who;
}

TEST_F(MergerScenario, who_proposes_next_door_scores_until_the_two_are_one) {
    const auto code = begun(crew_.maker, kOldWard, "Ngõ xanh");
    bring(crew_, code, "checked");
    const auto hindered = [&] {
        const auto why = database_->read([&](db::Transaction& tx) {
            return registry::scoring::must_not_score(tx, atlas_, people_.at("neighbour"), cycle(code),
                                                     clock_.today());
        });
        return why.value().has_value();
    };
    EXPECT_FALSE(hindered());
    next_day();
    EXPECT_TRUE(hindered());
}

TEST_F(MergerScenario, the_dossier_of_a_ward_that_was_merged_is_tried_by_everybody_in_every_state) {
    const std::vector<std::string> states{"draft",   "submitted",     "returned", "appraised", "registered",
                                          "running", "self_assessed", "checked",  "scored",    "recognised"};
    std::map<std::string, std::string> codes;
    for (const auto& state : states) {
        codes[state] = begun(crew_.maker, kOldWard, "Việc " + state);
        bring(crew_, codes[state], state == "returned" ? "submitted" : state);
        ready(crew_, codes[state]);
        if (state == "returned") must(crew_.examiner, codes[state], "return");
    }
    next_day();
    add_everybody();
    for (const auto* name : {"neighbour", "joined", "new_leader"}) everybody_.emplace_back(name);
    for (const auto& [state, code] : codes) EXPECT_GT(everybody_tries(code, crew_), 0) << state;
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(MergerScenario, who_proposes_for_what_the_ward_became_scores_none_of_its_dossiers) {
    std::vector<std::string> codes;
    for (const auto* state : {"appraised", "checked", "scored"}) {
        codes.push_back(begun(crew_.maker, kOldWard, std::string("Việc ") + state));
        bring(crew_, codes.back(), state);
    }
    next_day();
    add_everybody();
    for (const auto& code : codes)
        for (const auto& [name, who] : people_) {
            const bool own =
                name == "neighbour" || is(who, crew_.maker) || right(who, Permission::propose, {kWard});
            const bool may = !own && right(who, Permission::score, {kWard, kProvince});
            const auto why = database_->read([&, &who = who](db::Transaction& tx) {
                return registry::scoring::must_not_score(tx, atlas_, who, cycle(code), clock_.today());
            });
            EXPECT_EQ(!why.value().has_value(), may) << name << " in " << cycle(code).state;
        }
}

TEST_F(MergerScenario, a_district_decides_until_its_last_day) {
    const auto first = begun(crew_.maker, kOldWard, "Ngõ xanh"),
               second = begun(crew_.maker, kOldWard, "Ngõ sạch");
    const auto last_day = clock_.today();
    for (const auto& code : {first, second}) bring(crew_, code, "nominated");
    EXPECT_FALSE(may("an_leader", first, "recognise_above", decided(last_day, "district")));
    EXPECT_TRUE(may("district_leader", first, "recognise_above", decided(last_day, "district")));
    const auto done = act("district_leader", first, "recognise_above", decided(last_day, "district"));
    ASSERT_TRUE(done.has_value()) << said(done);
    next_day();
    EXPECT_FALSE(may("district_leader", second, "recognise_above", decided(last_day, "district")));
    EXPECT_FALSE(may("province_leader", second, "recognise_above", decided(clock_.today(), "district")));
    EXPECT_TRUE(may("province_leader", second, "recognise_above", decided(last_day, "district")))
        << "a decision of that day is entered later";
    EXPECT_TRUE(may("province_leader", second, "recognise_above"));
    EXPECT_FALSE(may("new_leader", first, "revoke_above")) << "the district decided that";
    EXPECT_TRUE(may("province_leader", first, "revoke_above"));
}

}  // namespace
}  // namespace kheo::app
