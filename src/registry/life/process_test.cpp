// SPDX-License-Identifier: Apache-2.0
// The table of states and acts itself.
#include <gmock/gmock.h>

#include <fstream>

#include "registry/life/life.hpp"
#include "registry/life/sides.hpp"
#include "registry/test_atlas.hpp"

namespace kheo::registry::life {
namespace {

using auth::Permission;
using registry::test::kNewWard;
using registry::test::kOtherNew;
using registry::test::kWardA;
using registry::test::kWardB;
using registry::test::SmallAtlas;
using testing::IsEmpty;

const Date kToday = *Date::of(2026, 11, 21);

auth::Principal person(std::int64_t id, auth::Role role, territory::UnitId unit) {
    auth::Principal who;
    who.user = auth::UserId{id};
    who.grants = {{role, unit, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
    return who;
}

Cycle cycle_of(territory::UnitId unit) {
    Cycle cycle;
    cycle.unit = cycle.book_unit = unit;
    cycle.created.by = auth::UserId{99};
    return cycle;
}

TEST(Life, the_table_is_sound) {
    EXPECT_THAT(workflow::faults(process(), guard_names()), IsEmpty());
}

TEST(Life, the_readme_shows_the_table) {
    std::ifstream file(KHEO_SOURCE_DIR "/src/registry/life/README.md");
    const std::string readme(std::istreambuf_iterator<char>(file), {});
    EXPECT_THAT(readme, testing::HasSubstr(workflow::diagram(process(), Language::en)))
        << workflow::diagram(process(), Language::en);
}

TEST(Life, each_act_names_what_happened_in_the_ledger_by_its_own_word) {
    std::set<std::string_view> verbs;
    for (const auto& act : process().acts) {
        EXPECT_TRUE(act.verb.starts_with("registry.cycle_")) << act.code;
        EXPECT_TRUE(verbs.insert(act.verb).second) << act.verb;
    }
}

TEST(Life, no_decision_is_taken_by_those_who_made_the_dossier) {
    for (const auto& act : process().acts) {
        if (act.permission == Permission::propose) continue;
        EXPECT_THAT(act.guards, testing::Contains("not_creator")) << act.code;
    }
}

TEST(Life, every_state_that_does_not_end_waits_for_somebody_who_can_go_on) {
    for (const auto& state : process().states) {
        EXPECT_EQ(state.waits.empty(), state.ends) << state.code;
        for (const auto& wait : state.waits) {
            const bool acts = std::ranges::any_of(process().acts, [&](const workflow::Act& act) {
                return act.permission == wait.permission &&
                       std::ranges::find(act.from, state.code) != act.from.end();
            });
            EXPECT_TRUE(acts || wait.permission == Permission::score) << state.code;
        }
    }
}

TEST(Life, who_proposes_for_a_unit_that_merged_into_the_dossiers_unit_is_of_the_owners_side) {
    const SmallAtlas atlas;
    const auto cycle = cycle_of(kWardA);  // merged with ward B into the new ward on 01/07/2025
    EXPECT_TRUE(own_side(atlas, person(1, auth::Role::officer, kNewWard), cycle, kToday));
    EXPECT_TRUE(own_side(atlas, person(1, auth::Role::team, kWardB), cycle, kToday));
    EXPECT_FALSE(own_side(atlas, person(1, auth::Role::officer, kOtherNew), cycle, kToday));
    EXPECT_FALSE(own_side(atlas, person(1, auth::Role::scorer, kNewWard), cycle, kToday));
    EXPECT_TRUE(own_side(atlas, person(99, auth::Role::scorer, kOtherNew), cycle, kToday)) << "made it";
}

TEST(Life, a_grant_that_is_over_makes_nobody_of_the_owners_side) {
    const SmallAtlas atlas;
    auto who = person(1, auth::Role::officer, kNewWard);
    who.grants[0].until = kToday.plus_days(-1);
    EXPECT_FALSE(own_side(atlas, who, cycle_of(kNewWard), kToday));
}

TEST(Life, a_draft_is_open_to_the_proposing_side_alone) {
    const SmallAtlas atlas;
    auto cycle = cycle_of(kNewWard);
    EXPECT_TRUE(may_open(atlas, person(1, auth::Role::officer, kNewWard), cycle, kToday));
    for (const auto role :
         {auth::Role::reader, auth::Role::leader, auth::Role::scorer, auth::Role::administrator})
        EXPECT_FALSE(may_open(atlas, person(1, role, kNewWard), cycle, kToday));
    EXPECT_FALSE(may_open(atlas, person(1, auth::Role::officer, registry::test::kCity), cycle, kToday));
    cycle.round = 1;
    EXPECT_TRUE(may_open(atlas, person(1, auth::Role::leader, kNewWard), cycle, kToday));
    EXPECT_TRUE(may_open(atlas, person(1, auth::Role::officer, registry::test::kCity), cycle, kToday));
    EXPECT_FALSE(may_open(atlas, person(1, auth::Role::reader, kNewWard), cycle, kToday));
    EXPECT_FALSE(may_open(atlas, person(1, auth::Role::officer, kOtherNew), cycle, kToday));
    cycle.registration = RegistrationId{5};
    EXPECT_TRUE(may_open(atlas, person(1, auth::Role::reader, kNewWard), cycle, kToday));
    EXPECT_FALSE(may_open(atlas, auth::Principal{}, cycle, kToday)) << "a visitor";
}

}  // namespace
}  // namespace kheo::registry::life
