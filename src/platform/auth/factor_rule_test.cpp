// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/factor_rule.hpp"

#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

Date day(const char* iso) {
    return *Date::parse_iso(iso);
}

Grant grant(Role role, std::int64_t unit) {
    return {role, ScopeUnit{unit}, day("2026-01-01"), day("2026-12-31")};
}

FactorRule rule(Role role, bool whole_country, bool required, const char* from) {
    return {0, role, whole_country, required, day(from), "mẫu"};
}

bool required(const Grant& held, const std::vector<FactorRule>& rules, const char* on = "2026-11-21") {
    return factor_required(std::vector{held}, rules, day(on));
}

TEST(FactorRule, WithoutARuleNobodyMust) {
    EXPECT_FALSE(required(grant(Role::administrator, 0), {}));
    EXPECT_FALSE(factor_required({}, std::vector{rule(Role::administrator, false, true, "2026-01-01")},
                                 day("2026-11-21")));
}

TEST(FactorRule, ARuleAboutTheWholeCountryIsAboutNobodyElse) {
    const std::vector rules{rule(Role::administrator, true, true, "2026-01-01")};
    EXPECT_TRUE(required(grant(Role::administrator, 0), rules));
    EXPECT_FALSE(required(grant(Role::administrator, 7), rules));
    EXPECT_FALSE(required(grant(Role::officer, 0), rules));
}

TEST(FactorRule, HoldsFromItsDayAndWhileTheGrantDoes) {
    const std::vector rules{rule(Role::officer, false, true, "2026-11-21")};
    EXPECT_FALSE(required(grant(Role::officer, 7), rules, "2026-11-20"));
    EXPECT_TRUE(required(grant(Role::officer, 7), rules, "2026-11-21"));
    EXPECT_FALSE(required(grant(Role::officer, 7), rules, "2027-01-01")) << "the grant is over";
}

TEST(FactorRule, TheLatestBegunWinsAndTheNarrowerOneBeforeTheWider) {
    const std::vector rules{rule(Role::administrator, false, true, "2026-01-01"),
                            rule(Role::administrator, true, true, "2026-02-01"),
                            rule(Role::administrator, true, false, "2026-03-01"),
                            rule(Role::administrator, true, true, "2027-01-01")};
    EXPECT_FALSE(required(grant(Role::administrator, 0), rules)) << "since March";
    EXPECT_TRUE(required(grant(Role::administrator, 0), rules, "2026-02-15"));
    EXPECT_TRUE(required(grant(Role::administrator, 7), rules)) << "the wide one is theirs";
}

TEST(FactorRule, TheDayToComeIsTheFirstOneOnWhichItIsAsked) {
    const auto today = day("2026-11-21");
    const auto later = [&](const Grant& held, const std::vector<FactorRule>& rules) {
        return factor_required_later(std::vector{held}, rules, today);
    };
    const auto officer = grant(Role::officer, 7);
    EXPECT_FALSE(later(officer, {}));
    EXPECT_FALSE(later(officer, {rule(Role::officer, false, true, "2026-01-01")})) << "it is asked already";
    EXPECT_FALSE(later(officer, {rule(Role::officer, false, true, "2027-01-01")})) << "the grant ends before";
    EXPECT_EQ(later(officer, {rule(Role::officer, false, true, "2026-12-10"),
                              rule(Role::officer, false, true, "2026-12-01")}),
              day("2026-12-01"));
    auto coming = officer;
    coming.from = day("2026-12-05");
    EXPECT_EQ(later(coming, {rule(Role::officer, false, true, "2026-01-01")}), day("2026-12-05"));
}

TEST(FactorRule, IsKeptWithItsBasis) {
    test::TestDatabase database;
    const auto at_first = database->read([](db::Transaction& tx) { return load_factor_rules(tx); });
    EXPECT_TRUE(at_first->empty()) << "an empty system has no accounts and no rules";
    const auto added = database->write([](db::Transaction& tx) {
        return add_factor_rule(tx, rule(Role::officer, true, false, "2026-05-01"), UserId{}, 5);
    });
    ASSERT_TRUE(added) << added.error().detail;
    const auto all = database->read([](db::Transaction& tx) { return load_factor_rules(tx); }).value();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].id, *added);
    EXPECT_EQ(all[0].role, Role::officer);
    EXPECT_TRUE(all[0].whole_country);
    EXPECT_FALSE(all[0].required);
    EXPECT_EQ(all[0].from, day("2026-05-01"));
    EXPECT_EQ(all[0].basis, "mẫu");
}

}  // namespace
}  // namespace kheo::auth
