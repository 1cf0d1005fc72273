// SPDX-License-Identifier: Apache-2.0
// One-time codes and slips, the wrong ways first.
#include "platform/auth/invitation.hpp"

#include <gtest/gtest.h>

#include "platform/auth/accounts.hpp"
#include "platform/auth/password.hpp"
#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

const Date kToday = *Date::parse_iso("2026-11-21");

class InvitationTest : public ::testing::Test {
  protected:
    template <typename F>
    auto write(F&& act) {
        auto done = database->write(std::forward<F>(act));
        EXPECT_TRUE(done) << done.error().detail;
        return *done;
    }
    InvitationTest() {
        use_cheap_passwords_in_tests();
        account =
            write([](db::Transaction& tx) { return add_account(tx, {"lanh", "Bà Lành", "", false}, 1); });
    }
    InvitationId add(const OneTimeCode& code, const char* last_day = "2026-11-30", std::string key = {}) {
        return write([&](db::Transaction& tx) {
                   return add_invitation(tx,
                                         {account,
                                          hashes_of(code).value(),
                                          true,
                                          *Date::parse_iso(last_day),
                                          {},
                                          std::move(key)},
                                         5);
               })
            .value_or(InvitationId{});
    }
    Invitation load(std::string_view code) {
        return database->read([&](db::Transaction& tx) { return find_invitation(tx, code); }).value().value();
    }
    bool use(InvitationId number, Date today = kToday) {
        return write([&](db::Transaction& tx) { return use_invitation(tx, number, today, 9); });
    }
    test::TestDatabase database;
    UserId account;
};

TEST_F(InvitationTest, NeitherCodeNorPinIsKept) {
    const auto code = new_one_time_code(InvitationWay::slip);
    add(code);
    const auto kept =
        database
            ->read([](db::Transaction& tx) {
                return tx.value<std::string>("SELECT code_hash || ' ' || pin_hash FROM invitation");
            })
            .value();
    EXPECT_EQ(kept.find(code.code), std::string::npos);
    EXPECT_EQ(kept.find(plain_code(code.code)), std::string::npos);
    EXPECT_EQ(kept.find(code.pin), std::string::npos);
}

TEST_F(InvitationTest, WhatIsTypedMayBeSmallAndSpaced) {
    EXPECT_EQ(plain_code(" 8wq4 tn7x-K3HD"), "8WQ4TN7XK3HD");
    for (const auto* wrong : {"", "8WQ4-TN7X-K3H", "8WQ4-TN7X-K3HO", "8WQ4-TN7X-K3HDD", "ạ"})
        EXPECT_EQ(plain_code(wrong), "") << wrong;
    EXPECT_EQ(plain_code(new_one_time_code(InvitationWay::link).code).size(), 20u);
}

TEST_F(InvitationTest, AWrongPinIsWrongAndFiveAreTheEnd) {
    const auto code = new_one_time_code(InvitationWay::slip);
    const auto number = add(code);
    const auto slip = load(code.code);
    EXPECT_FALSE(pin_matches(slip, code.code, code.pin == "000000" ? "000001" : "000000"));
    EXPECT_FALSE(pin_matches(slip, "8WQ4-TN7X-K3HD", code.pin)) << "the PIN of another code";
    EXPECT_FALSE(pin_matches(slip, code.code, ""));
    EXPECT_TRUE(pin_matches(slip, code.code, code.pin.substr(0, 3) + " " + code.pin.substr(3)));
    const auto count = [&] { return write([&](db::Transaction& tx) { return count_pin_try(tx, number); }); };
    for (std::int64_t i = 0; i < kPinTries; ++i) EXPECT_TRUE(count());
    EXPECT_FALSE(count());
    EXPECT_EQ(load(code.code).state(kToday), InvitationState::blocked);
}

TEST_F(InvitationTest, ItOpensOnceAndNotAfterItsLastDay) {
    const auto code = new_one_time_code(InvitationWay::link);
    const auto number = add(code);
    EXPECT_FALSE(use(number, *Date::parse_iso("2026-12-01")));
    EXPECT_EQ(load(code.code).state(*Date::parse_iso("2026-12-01")), InvitationState::expired);
    EXPECT_TRUE(use(number, *Date::parse_iso("2026-11-30")));
    EXPECT_FALSE(use(number));
    EXPECT_EQ(load(code.code).state(kToday), InvitationState::used);
    EXPECT_FALSE(write([&](db::Transaction& tx) { return cancel_invitation(tx, number, 9); }));
}

TEST_F(InvitationTest, CancelledByItsNumberItOpensNothing) {
    const auto number = add(new_one_time_code(InvitationWay::slip));
    EXPECT_TRUE(write([&](db::Transaction& tx) { return cancel_invitation(tx, number, 9); }));
    EXPECT_FALSE(write([&](db::Transaction& tx) { return cancel_invitation(tx, number, 9); }));
    EXPECT_FALSE(use(number));
}

TEST_F(InvitationTest, ANewOneCancelsTheOldOneAndAFormIsTakenOnce) {
    const auto first = new_one_time_code(InvitationWay::link),
               second = new_one_time_code(InvitationWay::link);
    const auto old = add(first, "2026-11-30", "k1");
    EXPECT_FALSE(add(second, "2026-11-30", "k1")) << "the same form once more";
    EXPECT_EQ(load(first.code).state(kToday), InvitationState::open);
    EXPECT_TRUE(add(second, "2026-11-30", "k2"));
    EXPECT_EQ(load(first.code).state(kToday), InvitationState::cancelled);
    EXPECT_FALSE(use(old));
    EXPECT_FALSE(add(first, "2026-11-30", "k1")) << "the first form once more, after the second";
    EXPECT_EQ(load(second.code).state(kToday), InvitationState::open) << "kills nobody else's link";
}

TEST_F(InvitationTest, ALockedAccountIsNotOpenedByIt) {
    const auto number = add(new_one_time_code(InvitationWay::link));
    write([&](db::Transaction& tx) -> Result<bool> {
        TRY(set_enabled(tx, account, false, 7));
        return true;
    });
    EXPECT_FALSE(use(number));
    write([&](db::Transaction& tx) -> Result<bool> {
        TRY(set_enabled(tx, account, true, 8));
        return true;
    });
    EXPECT_FALSE(use(number)) << "nor after it was unlocked: whoever found the link meanwhile has nothing";
}

}  // namespace
}  // namespace kheo::auth
