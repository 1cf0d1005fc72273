// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "platform/auth/principal.hpp"

namespace kheo::auth {
namespace {

Date day(const char* iso) {
    return *Date::parse_iso(iso);
}

// Unit 1 holds 11 and 12 until 30/06/2025; then 12 belongs to 2.
struct TwoProvinces : Scope {
    bool contains(ScopeUnit root, ScopeUnit unit, Date on) const override {
        if (root == unit) return true;
        if (unit.value == 11) return root.value == 1;
        return unit.value == 12 && root.value == (on < day("2025-07-01") ? 1 : 2);
    }
};

Principal with(Role role, std::int64_t unit, const char* from = "2024-01-01",
               const char* until = "2026-12-31") {
    Principal who;
    who.user = UserId{1};
    who.grants.push_back({role, ScopeUnit{unit}, day(from), day(until)});
    return who;
}

TEST(Permission, AVisitorMayOnlyWhatEverybodyMay) {
    const Principal visitor;
    const TwoProvinces scope;
    EXPECT_TRUE(visitor.may(Permission::everyone, day("2026-01-01")));
    for (const auto permission : {Permission::signed_in, Permission::read_registry, Permission::edit_registry,
                                  Permission::make_reports, Permission::administer}) {
        EXPECT_FALSE(visitor.may(permission, day("2026-01-01")));
        EXPECT_FALSE(may_in(visitor, permission, ScopeUnit{11}, day("2026-01-01"), scope));
    }
}

TEST(Permission, AnAccountWithoutGrantsIsOnlySignedIn) {
    Principal who;
    who.user = UserId{1};
    EXPECT_TRUE(who.may(Permission::signed_in, day("2026-01-01")));
    EXPECT_FALSE(who.may(Permission::read_registry, day("2026-01-01")));
}

TEST(Permission, NoRoleDoesEverything) {
    EXPECT_FALSE(role_allows(Role::reader, Permission::edit_registry));
    EXPECT_FALSE(role_allows(Role::reader, Permission::make_reports));
    EXPECT_FALSE(role_allows(Role::officer, Permission::administer));
    EXPECT_FALSE(role_allows(Role::administrator, Permission::edit_registry));
    EXPECT_TRUE(role_allows(Role::officer, Permission::edit_registry));
    EXPECT_TRUE(role_allows(Role::administrator, Permission::administer));
}

TEST(Permission, WhoMakesADossierDoesNotApproveItByTheSameRole) {
    for (const auto role : all_roles()) {
        const bool makes = role_allows(role, Permission::propose) || role_allows(role, Permission::appraise);
        EXPECT_FALSE(makes && role_allows(role, Permission::approve)) << role_name(role);
        EXPECT_FALSE(makes && role_allows(role, Permission::recognise)) << role_name(role);
        EXPECT_FALSE(makes && role_allows(role, Permission::score)) << role_name(role);
    }
    EXPECT_FALSE(role_allows(Role::administrator, Permission::recognise));
    EXPECT_FALSE(role_allows(Role::team, Permission::appraise));
}

TEST(Permission, AGrantHoldsOnlyBetweenItsDays) {
    const auto who = with(Role::officer, 0, "2025-03-01", "2025-06-30");
    EXPECT_FALSE(who.may(Permission::edit_registry, day("2025-02-28")));
    EXPECT_TRUE(who.may(Permission::edit_registry, day("2025-03-01")));
    EXPECT_TRUE(who.may(Permission::edit_registry, day("2025-06-30")));
    EXPECT_FALSE(who.may(Permission::edit_registry, day("2025-07-01")));
}

TEST(Permission, AGrantHoldsOnlyInItsSubtreeOfThatDay) {
    const TwoProvinces scope;
    const auto who = with(Role::officer, 1);
    EXPECT_TRUE(may_in(who, Permission::edit_registry, ScopeUnit{11}, day("2026-01-01"), scope));
    EXPECT_TRUE(may_in(who, Permission::edit_registry, ScopeUnit{12}, day("2025-06-30"), scope));
    EXPECT_FALSE(may_in(who, Permission::edit_registry, ScopeUnit{12}, day("2025-07-01"), scope));
    EXPECT_FALSE(may_in(who, Permission::administer, ScopeUnit{11}, day("2026-01-01"), scope));
    EXPECT_TRUE(
        may_in(with(Role::officer, 0), Permission::edit_registry, ScopeUnit{12}, day("2026-01-01"), scope));
}

TEST(Permission, RolesHaveOneSpelling) {
    for (const auto role : all_roles()) EXPECT_EQ(parse_role(role_name(role)), role);
    EXPECT_FALSE(parse_role("Officer"));
}

}  // namespace
}  // namespace kheo::auth
