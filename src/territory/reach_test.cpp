// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using auth::Permission;
using auth::Role;
using fixture::day;

class ReachTest : public testing::Test {
  protected:
    UnitId id(std::string_view code, std::string_view on) const {
        return atlas->find_code(code, day(on))->id;
    }
    static auth::Principal somebody(Role role, UnitId unit) {
        auth::Principal out;
        out.user = auth::UserId{1};
        out.grants.push_back({role, unit, day("2025-01-01"), day("2026-06-30")});
        return out;
    }
    bool may(const auth::Principal& who, UnitId unit, std::string_view on = "2026-01-01") const {
        return may_over(*atlas, who, Permission::edit_registry, unit, day(on));
    }

    std::shared_ptr<const Atlas> atlas = make_atlas(fixture::history());
    UnitId ward = id("00097", "2026-01-01"), elsewhere = id("10507", "2026-01-01");
};

TEST_F(ReachTest, nobody_who_did_not_sign_in) {
    auto who = somebody(Role::officer, {});
    who.user = {};
    EXPECT_FALSE(may(who, ward));
}

TEST_F(ReachTest, not_with_another_role) {
    EXPECT_FALSE(may(somebody(Role::reader, ward), ward));
}

TEST_F(ReachTest, not_before_the_grant_and_not_after_it) {
    const auto who = somebody(Role::officer, ward);
    EXPECT_FALSE(may(who, ward, "2024-12-31"));
    EXPECT_TRUE(may(who, ward, "2026-06-30"));
    EXPECT_FALSE(may(who, ward, "2026-07-01"));
}

TEST_F(ReachTest, not_over_another_unit_and_not_over_the_country) {
    const auto who = somebody(Role::officer, ward);
    EXPECT_FALSE(may(who, elsewhere));
    EXPECT_FALSE(may(who, {}));
}

TEST_F(ReachTest, over_what_became_part_of_the_unit) {
    EXPECT_TRUE(may(somebody(Role::officer, ward), id("00001", "2024-01-01")));
}

TEST_F(ReachTest, a_grant_without_a_unit_is_the_whole_country) {
    const auto who = somebody(Role::officer, {});
    EXPECT_TRUE(may(who, elsewhere));
    EXPECT_TRUE(may(who, {}));
}

}  // namespace kheo::territory
