// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/sessions.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "platform/auth/accounts.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/token.hpp"
#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

constexpr Millis kHour = 3'600'000;

class SessionsTest : public ::testing::Test {
  protected:
    template <typename F>
    auto write(F&& fn) {
        auto result = database->write(std::forward<F>(fn));
        EXPECT_TRUE(result) << result.error().detail;
        return *result;
    }
    SessionsTest() {
        use_cheap_passwords_in_tests();
        sessions = Sessions::open(*database, clock).value();
        hanh = write([&](db::Transaction& tx) {
            return add_account(
                tx, {"Hanh.Nguyen", "Nguyễn Thị Hạnh", hash_password("mười hai con mèo").value()}, 1);
        });
        write([&](db::Transaction& tx) {
            return add_grant(
                tx, hanh, {Role::officer, ScopeUnit{5}, clock.today(), clock.today().plus_days(30)}, {}, 1);
        });
    }
    SignIn attempt(std::string password = "mười hai con mèo") {
        return {"hanh.nguyen ", std::move(password), "10.0.0.1", false, ""};
    }
    bool is_signed_in(const std::string& token) { return sessions->principal(token, "")->signed_in(); }
    void pass(Millis time) { clock.set(clock.now() + time); }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    test::TestDatabase database;
    std::unique_ptr<Sessions> sessions;
    UserId hanh;
};

TEST_F(SessionsTest, WhatIsRememberedEndsWithTheSession) {
    const auto one = sessions->sign_in(attempt())->token;
    const auto two = sessions->sign_in(attempt())->token;
    EXPECT_TRUE(is_signed_in(one) && is_signed_in(two));
    EXPECT_TRUE(sessions->sign_out(one));
    EXPECT_FALSE(is_signed_in(one));
    EXPECT_TRUE(is_signed_in(two));
    write([&](db::Transaction& tx) { return set_enabled(tx, hanh, false, clock.now()); });
    EXPECT_FALSE(is_signed_in(two));
}

TEST_F(SessionsTest, AChangedGrantIsFeltAtOnce) {
    const auto token = sessions->sign_in(attempt())->token;
    const auto grants = [&] { return sessions->principal(token, "")->grants; };
    ASSERT_EQ(grants().size(), 1u);
    const auto added = write([&](db::Transaction& tx) {
        return add_grant(tx, hanh, {Role::reader, ScopeUnit{6}, clock.today(), clock.today().plus_days(9)},
                         {}, 1);
    });
    EXPECT_EQ(grants().size(), 2u);
    write([&](db::Transaction& tx) { return end_grant(tx, hanh, added, clock.today()); });
    EXPECT_LT(grants()[1].until, clock.today());
    write([&](db::Transaction& tx) { return set_password(tx, hanh, "x", false); });
    EXPECT_FALSE(is_signed_in(token));
}

TEST_F(SessionsTest, APasswordKeptUnderOtherSettingsIsHashedAnewWhenItsOwnerSignsIn) {
    // "mười hai con mèo", in three passes: no setting of this program
    const std::string old =
        "$argon2id$v=19$m=8,t=3,p=1$J1W7/80W39HK0tSDqA5XWQ$fW5R4NxxnU4boB2pPzUkdEDBziKRYSMNqyms9WR7Qtc";
    write([&](db::Transaction& tx) { return set_password(tx, hanh, old, false); });
    const auto kept = [&] {
        return database
            ->read([&](db::Transaction& tx) {
                return tx.value<std::string>("SELECT password_hash FROM account WHERE id = ?1", hanh);
            })
            .value();
    };
    EXPECT_FALSE(sessions->sign_in(attempt("mười ba con mèo")));
    EXPECT_EQ(kept(), old) << "a wrong password changes nothing";
    ASSERT_TRUE(sessions->sign_in(attempt()));
    const auto renewed = kept();
    EXPECT_NE(renewed, old);
    EXPECT_FALSE(needs_rehash(renewed));
    EXPECT_TRUE(password_matches(renewed, "mười hai con mèo"));
    ASSERT_TRUE(sessions->sign_in(attempt()));
    EXPECT_EQ(kept(), renewed) << "once";
}

TEST_F(SessionsTest, WhatWasReadBeforeAChangeIsNotRememberedAfterIt) {
    SessionCache cache;
    const auto seen = cache.changes();
    cache.changed();  // while the session was being read
    cache.keep("hash", {}, seen);
    EXPECT_FALSE(cache.find("hash"));
    cache.keep("hash", {}, cache.changes());
    EXPECT_TRUE(cache.find("hash"));
}

TEST_F(SessionsTest, AnotherProcessChangesAreFeltWithinASecond) {
    const auto token = sessions->sign_in(attempt())->token;
    EXPECT_TRUE(is_signed_in(token));
    auto other = database.open_again();
    EXPECT_TRUE(other->write([&](db::Transaction& tx) { return set_enabled(tx, hanh, false, clock.now()); }));
    for (int i = 0; i < 300 && is_signed_in(token); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_FALSE(is_signed_in(token));
}

TEST_F(SessionsTest, WrongNameAndWrongPasswordLookTheSame) {
    const auto wrong = sessions->sign_in(attempt("sai rồi nhé"));
    auto unknown_attempt = attempt();
    unknown_attempt.name = "khong.co";
    const auto unknown = sessions->sign_in(unknown_attempt);
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(wrong.error().message.in(Language::vi), "Tên hoặc mật khẩu chưa đúng.");
    EXPECT_EQ(unknown.error().message.key(), wrong.error().message.key());
}

TEST_F(SessionsTest, TooManyTriesWaitEvenWithTheRightPassword) {
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(sessions->sign_in(attempt("sai")));
    const auto result = sessions->sign_in(attempt());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "wait");
    pass(6000);
    EXPECT_TRUE(sessions->sign_in(attempt()));
}

TEST_F(SessionsTest, AMarkedDeviceComesInWhileSomebodyElseGuessesBehindTheSameAddress) {
    auto own = attempt();
    own.marks = sessions->sign_in(attempt())->marks;
    ASSERT_FALSE(own.marks.empty());
    for (int i = 0; i < 8; ++i) (void)sessions->sign_in(attempt("sai"));
    EXPECT_EQ(sessions->sign_in(attempt()).error().code, "wait") << "without the mark";
    const auto in = sessions->sign_in(own);
    ASSERT_TRUE(in);
    EXPECT_EQ(in->marks, own.marks);
    own.marks.back() = own.marks.back() == 'A' ? 'B' : 'A';
    for (int i = 0; i < 8; ++i) (void)sessions->sign_in(attempt("sai"));
    EXPECT_EQ(sessions->sign_in(own).error().code, "wait") << "a made-up mark is none";
}

TEST_F(SessionsTest, AStolenMarkIsSlowedDownAndOpensNothing) {
    auto thief = attempt("sai");
    thief.marks = sessions->sign_in(attempt())->marks;
    thief.address = "203.0.113.9";
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(sessions->sign_in(thief));
    thief.address = "203.0.113.10";
    EXPECT_EQ(sessions->sign_in(thief).error().code, "wait");
    EXPECT_TRUE(sessions->sign_in(attempt())) << "the owner elsewhere is not held up by it";
}

TEST_F(SessionsTest, WhoIsSignedInGuessesThePasswordNoFasterThanAStranger) {
    const auto who = sessions->principal(sessions->sign_in(attempt())->token, "").value();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(sessions->check_password(who, "sai").value(), "");
    EXPECT_EQ(sessions->check_password(who, "mười hai con mèo").error().code, "wait");
    EXPECT_TRUE(sessions->sign_in(attempt())) << "counted inside, not at the door";
    pass(6000);
    EXPECT_NE(sessions->check_password(who, "mười hai con mèo").value(), "");
}

TEST_F(SessionsTest, AMatchedPasswordIsWorthNothingAfterAResetOrALock) {
    const auto who = sessions->principal(sessions->sign_in(attempt())->token, "").value();
    const auto checked = sessions->check_password(who, "mười hai con mèo").value();
    const auto still = [&] {
        return write([&](db::Transaction& tx) { return password_is_still(tx, hanh, checked); });
    };
    EXPECT_TRUE(still());
    write([&](db::Transaction& tx) { return set_enabled(tx, hanh, false, clock.now()); });
    EXPECT_FALSE(still());
    write([&](db::Transaction& tx) { return set_enabled(tx, hanh, true, clock.now()); });
    EXPECT_TRUE(still());
    write([&](db::Transaction& tx) { return remove_password(tx, hanh); });
    EXPECT_FALSE(still());
    EXPECT_FALSE(write([&](db::Transaction& tx) { return password_is_still(tx, hanh, ""); }));
}

TEST_F(SessionsTest, ADisabledAccountCannotSignInAndIsSignedOut) {
    const auto token = sessions->sign_in(attempt())->token;
    EXPECT_TRUE(is_signed_in(token));
    (void)database->write([&](db::Transaction& tx) { return set_enabled(tx, hanh, false, clock.now()); });
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_FALSE(sessions->sign_in(attempt()));
}

TEST_F(SessionsTest, KnowsWhoIsSignedInWithGrants) {
    const auto signed_in = sessions->sign_in(attempt());
    ASSERT_TRUE(signed_in);
    EXPECT_EQ(signed_in->max_age, -1);
    const auto who = sessions->principal(signed_in->token, "");
    EXPECT_EQ(who->user, hanh);
    EXPECT_EQ(who->name, "hanh.nguyen");
    EXPECT_EQ(who->display_name, "Nguyễn Thị Hạnh");
    ASSERT_EQ(who->grants.size(), 1u);
    EXPECT_EQ(who->grants[0].unit, ScopeUnit{5});
    EXPECT_TRUE(who->may(Permission::edit_registry, clock.today()));
    EXPECT_FALSE(who->csrf.empty());
    EXPECT_FALSE(is_signed_in(signed_in->token + "x"));
    EXPECT_FALSE(is_signed_in(""));
}

TEST_F(SessionsTest, OnlyTheHashOfATokenIsKept) {
    const auto token = sessions->sign_in(attempt())->token;
    const auto kept = database->read(
        [](db::Transaction& tx) { return tx.value<std::string>("SELECT token_hash FROM sign_in_session"); });
    EXPECT_EQ(*kept, token_hash(token));
    EXPECT_EQ(kept->find(token), std::string::npos);
}

TEST_F(SessionsTest, SigningInAgainMakesANewTokenAndEndsTheOld) {
    const auto first = sessions->sign_in(attempt())->token;
    auto again = attempt();
    again.old_token = first;
    const auto second = sessions->sign_in(again)->token;
    EXPECT_NE(first, second);
    EXPECT_FALSE(is_signed_in(first));
    EXPECT_TRUE(is_signed_in(second));
    EXPECT_NE(sessions->principal(second, "")->csrf, sessions->principal(first, "")->csrf);
}

TEST_F(SessionsTest, EndsAfterTwoIdleHoursOrTwelveInAll) {
    const auto idle = sessions->sign_in(attempt())->token;
    pass(2 * kHour);
    EXPECT_FALSE(is_signed_in(idle));
    const auto busy = sessions->sign_in(attempt())->token;
    for (int i = 0; i < 11; ++i) {
        pass(kHour);
        EXPECT_TRUE(is_signed_in(busy)) << i;
    }
    pass(kHour);
    EXPECT_FALSE(is_signed_in(busy));
}

TEST_F(SessionsTest, AnOwnMachineStaysSignedInForDays) {
    auto own = attempt();
    own.private_device = true;
    const auto signed_in = sessions->sign_in(own);
    EXPECT_EQ(signed_in->max_age, 30L * 24 * 3600);
    pass(6 * 24 * kHour);
    EXPECT_TRUE(is_signed_in(signed_in->token));
    pass(7 * 24 * kHour);
    EXPECT_FALSE(is_signed_in(signed_in->token));
}

TEST_F(SessionsTest, SigningOutAndANewPasswordEndSessions) {
    const auto one = sessions->sign_in(attempt())->token;
    ASSERT_TRUE(sessions->sign_out(one));
    EXPECT_FALSE(is_signed_in(one));
    const auto two = sessions->sign_in(attempt())->token;
    (void)database->write([&](db::Transaction& tx) { return set_password(tx, hanh, "x", false); });
    EXPECT_FALSE(is_signed_in(two));
}

/// Does something when it is asked for the n-th time.
struct Interrupted final : Clock {
    Millis now() const override {
        if (--left == 0) meanwhile();
        return 1'800'000'000'000;
    }
    mutable int left = -1;
    std::function<void()> meanwhile;
};

TEST_F(SessionsTest, APasswordChangedDuringASignInIsNotOutlived) {
    const auto fresh = hash_password("mới tinh").value();
    int interrupted = 0;
    for (int moment = 1; moment <= 8; ++moment) {
        write([&](db::Transaction& tx) {
            return set_password(tx, hanh, hash_password("mười hai con mèo").value(), false);
        });
        Interrupted slow;
        auto asked = Sessions::open(*database, slow).value();
        slow.meanwhile = [&] {
            ++interrupted;
            write([&](db::Transaction& tx) { return set_password(tx, hanh, fresh, false); });
        };
        slow.left = moment;
        const auto old = asked->sign_in(attempt());
        if (slow.left > 0) continue;  // it was over before
        slow.left = -1;
        EXPECT_FALSE(old && asked->principal(old->token, "")->signed_in()) << moment;
        EXPECT_TRUE(asked->sign_in(attempt("mới tinh"))) << moment;
    }
    EXPECT_GT(interrupted, 1);
}

TEST_F(SessionsTest, AVisitorsFormTokenIsSignedAndSurvivesARestart) {
    const auto visit = Sessions::new_visit();
    const auto token = sessions->principal("", visit)->csrf;
    EXPECT_FALSE(token.empty());
    EXPECT_TRUE(sessions->principal("", "")->csrf.empty());
    EXPECT_NE(sessions->principal("", visit + "x")->csrf, token);
    EXPECT_EQ(Sessions::open(*database, clock).value()->visitor_csrf(visit), token);
}

TEST_F(SessionsTest, NamesAreUniqueWithoutCase) {
    const auto taken =
        database->write([&](db::Transaction& tx) { return add_account(tx, {"HANH.nguyen", "", "x"}, 1); });
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, ErrorKind::conflict);
    for (const auto* name : {"ab", "có dấu", "a b c", ""}) {
        const auto bad =
            database->write([&](db::Transaction& tx) { return add_account(tx, {name, "", "x"}, 1); });
        ASSERT_FALSE(bad) << name;
        EXPECT_EQ(bad.error().fields.at(0).field, "name");
    }
}

TEST_F(SessionsTest, ARetryOfAFormMakesNothingTwice) {
    const Grant grant{Role::reader, {}, clock.today(), clock.today()};
    const auto add = [&] {
        return *database->write(
            [&](db::Transaction& tx) { return add_grant(tx, hanh, grant, {}, 1, "key-1"); });
    };
    EXPECT_NE(add(), 0);
    EXPECT_EQ(add(), 0);
    write([&](db::Transaction& tx) { return add_account(tx, {"trang", "", "x", false, "key-2"}, 1); });
    EXPECT_TRUE(write([](db::Transaction& tx) { return find_by_request(tx, "key-2"); }));
    EXPECT_FALSE(write([](db::Transaction& tx) { return find_by_request(tx, ""); }));
}

TEST_F(SessionsTest, AnEndedGrantStaysAsHistory) {
    const auto account = database->read([&](db::Transaction& tx) { return find_account(tx, hanh); });
    const auto grant = account->value().grants.at(0).id;
    const auto end = [&] {
        return database->write(
            [&](db::Transaction& tx) { return end_grant(tx, hanh, grant, clock.today()); });
    };
    EXPECT_TRUE(*end());
    EXPECT_FALSE(*end());
    const auto foreign =
        database->write([&](db::Transaction& tx) { return end_grant(tx, hanh, 999, clock.today()); });
    EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
    const auto list = database->read([](db::Transaction& tx) { return list_accounts(tx); });
    ASSERT_EQ(list->size(), 1u);
    EXPECT_EQ(list->at(0).grants.at(0).grant.until, clock.today().plus_days(-1));
}

}  // namespace
}  // namespace kheo::auth
