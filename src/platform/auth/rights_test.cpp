// SPDX-License-Identifier: Apache-2.0
// Rights that are handed on, ended and looked at again.
#include "platform/auth/rights.hpp"

#include <gtest/gtest.h>

#include "platform/auth/accounts.hpp"
#include "platform/auth/role_rights.hpp"
#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

Date day(const char* text) {
    return *Date::parse_iso(text);
}
const Date kToday = day("2026-11-21");

class RightsTest : public ::testing::Test {
  protected:
    template <typename F>
    auto write(F&& act) {
        auto done = database->write(std::forward<F>(act));
        EXPECT_TRUE(done) << done.error().detail;
        return *std::move(done);
    }
    UserId person(const char* name) {
        return write([&](db::Transaction& tx) { return add_account(tx, {name, name, "x", false}, 1); });
    }
    Right give(UserId account, Role role, const char* until, Millis at = 1) {
        return write([&](db::Transaction& tx) -> Result<Right> {
            const auto id = TRY(add_grant(tx, account, {role, {}, day("2026-01-01"), day(until)}, {}, at));
            return **find_right(tx, id);
        });
    }
    Right hand(const Right& source, UserId to, const char* until) {
        return write([&](db::Transaction& tx) -> Result<Right> {
            auto grant = source.grant;
            grant.until = day(until);
            return **find_right(tx, TRY(hand_on(tx, source, to, grant, 2, {})));
        });
    }
    std::vector<std::string> faults() {
        return database->read([](db::Transaction& tx) { return right_faults(tx); }).value();
    }
    test::TestDatabase database;
};

TEST_F(RightsTest, WhatIsHandedOnEndsWithTheRightItComesFrom) {
    const auto lan = person("lan"), mai = person("mai");
    const auto own = give(lan, Role::leader, "2027-12-31");
    const auto handed = hand(own, mai, "2027-01-31");
    EXPECT_EQ(handed.delegated_from, own.id);
    const auto ended =
        write([&](db::Transaction& tx) { return end_right(tx, own, kToday, "chuyển công tác"); });
    ASSERT_EQ(ended.size(), 2u);
    EXPECT_EQ(ended[1].account, mai);
    const auto rights = database->read([&](db::Transaction& tx) { return rights_of(tx, mai); }).value();
    EXPECT_EQ(rights.front().grant.until, day("2026-11-20"));
    EXPECT_EQ(rights.front().end_reason, "chuyển công tác");
    EXPECT_TRUE(write([&](db::Transaction& tx) { return end_right(tx, own, kToday, "again"); }).empty());
    EXPECT_TRUE(faults().empty());
}

TEST_F(RightsTest, TheCheckFindsWhatLastsTooLongOrWasHandedOnTwice) {
    const auto lan = person("lan"), mai = person("mai");
    const auto own = give(lan, Role::leader, "2026-12-31");
    hand(own, mai, "2027-01-31");
    EXPECT_EQ(faults().size(), 1u);
    const auto fair = hand(own, mai, "2026-12-01");
    hand(fair, lan, "2026-12-01");
    EXPECT_EQ(faults().size(), 2u);
}

TEST_F(RightsTest, OnlyRightsInForceThatNobodyHasSeenAreToBeReviewed) {
    const auto lan = person("lan");
    const auto old = give(lan, Role::officer, "2027-12-31", 10);
    give(lan, Role::reader, "2026-11-20", 10);
    give(lan, Role::scorer, "2027-12-31", 100);
    const auto unseen = [&](Millis since) {
        return database->read([&](db::Transaction& tx) { return rights_unseen_since(tx, since, kToday); })
            .value();
    };
    ASSERT_EQ(unseen(50).size(), 1u);
    EXPECT_EQ(unseen(50).front().id, old.id);
    write([&](db::Transaction& tx) -> Result<bool> {
        TRY(mark_reviewed(tx, old.id, lan, 60));
        return true;
    });
    EXPECT_TRUE(unseen(50).empty());
    EXPECT_EQ(unseen(101).size(), 2u);
}

TEST(RoleRights, AreTheRowsOfTheTable) {
    for (const auto role : all_roles())
        for (const auto permission : permissions_of(role)) EXPECT_TRUE(role_allows(role, permission));
    EXPECT_EQ(permissions_of(Role::leader),
              (std::vector{Permission::read_registry, Permission::approve, Permission::recognise}));
}

}  // namespace
}  // namespace kheo::auth
