// SPDX-License-Identifier: Apache-2.0
// Signing in with a second step, on the rows themselves; the pages are tested in office.
#include "platform/auth/second_factor.hpp"

#include <gtest/gtest.h>

#include <cctype>

#include "platform/auth/accounts.hpp"
#include "platform/auth/erasure.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/own_sessions.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/auth/totp.hpp"
#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

constexpr auto kPassword = "mười hai con mèo";
constexpr Millis kMinute = 60'000;

class SecondFactorTest : public ::testing::Test {
  protected:
    SecondFactorTest() {
        use_cheap_passwords_in_tests();
        sessions = Sessions::open(*database, clock, key).value();
        user = add("hanh", Role::administrator);
        codes = new_recovery_codes().value();
        secret = new_totp_secret();
    }
    UserId add(const char* name, Role role) {
        const auto hash = hash_password(kPassword).value();
        return database
            ->write([&](db::Transaction& tx) -> Result<UserId> {
                const auto id = TRY(add_account(tx, {name, "Bà Hạnh", hash, false, {}}, clock.now()));
                TRY(add_grant(tx, id,
                              {role, {}, *Date::parse_iso("2026-01-01"), *Date::parse_iso("2027-01-01")}, {},
                              0));
                return id;
            })
            .value();
    }
    void set_up() {
        ASSERT_TRUE(database->write(
            [&](db::Transaction& tx) { return set_factor(tx, key, user, {secret, 0, codes}, clock.now()); }));
    }
    void require(bool required) {
        ASSERT_TRUE(database->write([&](db::Transaction& tx) {
            return add_factor_rule(
                tx, {0, Role::administrator, true, required, *Date::parse_iso("2026-01-01"), "mẫu"}, {}, 0);
        }));
    }
    std::string now_code(int drift = 0) { return totp_code(secret, totp_step(clock.now()) + drift); }
    Result<SignedIn> password(std::string typed = kPassword) {
        return sessions->sign_in({"hanh", std::move(typed), "10.0.0.1", false});
    }
    Result<SignedIn> step(const std::string& half, std::string code) {
        SecondStep attempt{half, std::move(code), "10.0.0.1"};
        attempt.recovery_code_used = [this](db::Transaction&, UserId) {
            ++recovery_codes_used;
            return Result<>();
        };
        return sessions->second_step(attempt);
    }
    bool opens(const std::string& token) { return sessions->principal(token, "")->signed_in(); }
    FactorState state() {
        return database->read([&](db::Transaction& tx) { return factor_state(tx, user); }).value();
    }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    test::TestDatabase database;
    FactorKey key = FactorKey::fresh();
    std::unique_ptr<Sessions> sessions;
    UserId user;
    RecoveryCodes codes;
    std::string secret;
    int recovery_codes_used = 0;
};

TEST_F(SecondFactorTest, APasswordKeptUnderOtherSettingsIsHashedAnewBeforeTheSecondStep) {
    set_up();
    const std::string old =
        "$argon2id$v=19$m=8,t=3,p=1$J1W7/80W39HK0tSDqA5XWQ$fW5R4NxxnU4boB2pPzUkdEDBziKRYSMNqyms9WR7Qtc";
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return set_password(tx, user, old, false); }));
    const auto half = password();
    ASSERT_TRUE(half && half->code_needed);
    const auto kept = database->read([&](db::Transaction& tx) {
        return tx.value<std::string>("SELECT password_hash FROM account WHERE id = ?1", user);
    });
    EXPECT_FALSE(needs_rehash(kept.value()));
    EXPECT_TRUE(password_matches(kept.value(), kPassword));
    EXPECT_TRUE(step(half->token, now_code())) << "the half that was begun goes on";
}

TEST_F(SecondFactorTest, ThePasswordAloneOpensNothing) {
    set_up();
    const auto half = password();
    ASSERT_TRUE(half && half->code_needed);
    EXPECT_FALSE(opens(half->token));
    EXPECT_TRUE(sessions->awaits_code(half->token).value());
    EXPECT_FALSE(sessions->awaits_code("x").value());
    const auto wrong = password("sai");
    EXPECT_EQ(wrong.error().message.in(Language::vi), "Tên hoặc mật khẩu chưa đúng.");
}

TEST_F(SecondFactorTest, ACodeOpensANewSessionOnce) {
    set_up();
    const auto half = password().value();
    const auto whole = step(half.token, now_code());
    ASSERT_TRUE(whole) << whole.error().detail;
    EXPECT_NE(whole->token, half.token);
    EXPECT_TRUE(opens(whole->token));
    EXPECT_FALSE(opens(half.token));
    EXPECT_EQ(step(half.token, now_code(1)).error().code, kHalfEnded);
    const auto again = password().value();
    EXPECT_FALSE(step(again.token, now_code())) << "the same code a second time";
    EXPECT_TRUE(step(again.token, now_code(1)));
}

TEST_F(SecondFactorTest, OfTwoWhoSendTheSameCodeOneGetsIn) {
    set_up();
    const auto shown = match_code(*database, key, user, now_code(), clock.now()).value();
    const auto use = [&] {
        return database->write([&](db::Transaction& tx) { return use_code(tx, user, shown); });
    };
    EXPECT_TRUE(use());
    EXPECT_FALSE(use());
}

TEST_F(SecondFactorTest, ARecoveryCodeWorksOnceAndIsTold) {
    set_up();
    EXPECT_EQ(state().codes_left, 10);
    ASSERT_TRUE(step(password()->token, codes.shown[3]));
    EXPECT_EQ(recovery_codes_used, 1);
    EXPECT_EQ(state().codes_left, 9);
    EXPECT_FALSE(step(password()->token, codes.shown[3]));
    std::string shouted = codes.shown[4];
    for (auto& c : shouted) c = static_cast<char>(std::toupper(c));
    EXPECT_TRUE(step(password()->token, " " + shouted.substr(0, 5) + " " + shouted.substr(6)));
    const auto other = new_recovery_codes().value();
    EXPECT_FALSE(step(password()->token, other.shown[0]));
}

TEST_F(SecondFactorTest, WrongCodesAreCountedWithWrongPasswords) {
    set_up();
    ASSERT_FALSE(password("sai"));
    ASSERT_FALSE(password("sai nữa"));
    const auto half = password().value();
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(step(half.token, "abcdef"));
    EXPECT_EQ(step(half.token, now_code()).error().code, "wait") << "a right password did not end the count";
    EXPECT_EQ(password().error().code, "wait");
    clock.set(clock.now() + kMinute);
    ASSERT_TRUE(step(half.token, now_code()));
    EXPECT_FALSE(password("sai"));
    EXPECT_TRUE(password()) << "the second step ended it";
}

TEST_F(SecondFactorTest, AfterFiveWrongCodesThePasswordIsAskedAgain) {
    set_up();
    const auto half = password().value();
    for (int i = 0; i < 4; ++i) {
        EXPECT_NE(step(half.token, "000000").error().code, kHalfEnded) << i;
        clock.set(clock.now() + kMinute);
    }
    EXPECT_EQ(step(half.token, "000000").error().code, kHalfEnded);
    clock.set(clock.now() + kMinute);
    EXPECT_EQ(step(half.token, now_code()).error().code, kHalfEnded);
}

TEST_F(SecondFactorTest, TheHalfSessionEndsByItselfAndWithThePassword) {
    set_up();
    const auto late = password().value();
    clock.set(clock.now() + 10 * kMinute);
    EXPECT_EQ(step(late.token, now_code()).error().code, kHalfEnded);
    const auto half = password().value();
    const auto hash = hash_password("mười ba con mèo").value();
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return set_password(tx, user, hash, false); }));
    EXPECT_EQ(step(half.token, now_code()).error().code, kHalfEnded);
    const auto other = sessions->sign_in({"hanh", "mười ba con mèo", "10.0.0.1", false}).value();
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return set_enabled(tx, user, false, 1); }));
    EXPECT_EQ(step(other.token, now_code()).error().code, kHalfEnded);
}

TEST_F(SecondFactorTest, APrivateDeviceStaysSignedInButIsAskedToo) {
    set_up();
    const auto half = sessions->sign_in({"hanh", kPassword, "10.0.0.1", true}).value();
    EXPECT_TRUE(half.code_needed);
    const auto whole = step(half.token, now_code()).value();
    EXPECT_EQ(whole.max_age, 30 * 24 * 3600);
    EXPECT_TRUE(sessions->sign_in({"hanh", kPassword, "10.0.0.1", true, whole.token})->code_needed);
}

TEST_F(SecondFactorTest, NothingOfTheSecretIsInTheDatabaseInClear) {
    set_up();
    const auto kept = database
                          ->read([&](db::Transaction& tx) {
                              return tx.value<std::string>(
                                  "SELECT sealed_secret FROM second_factor WHERE account_id = ?1", user);
                          })
                          .value();
    EXPECT_EQ(kept.find(secret), std::string::npos);
    const auto hashes = database
                            ->read([&](db::Transaction& tx) {
                                return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                                              "SELECT code_hash FROM recovery_code");
                            })
                            .value();
    for (const auto& hash : hashes)
        for (const auto& code : codes.shown) EXPECT_EQ(hash.find(code), std::string::npos);
}

TEST_F(SecondFactorTest, WithoutTheKeyOnlyRecoveryCodesWork) {
    set_up();
    sessions = Sessions::open(*database, clock, FactorKey::fresh()).value();  // restored without it
    const auto half = password().value();
    const auto refused = step(half.token, now_code());
    EXPECT_EQ(refused.error().kind, ErrorKind::environment);
    EXPECT_TRUE(step(half.token, codes.shown[0]));
}

TEST_F(SecondFactorTest, WhoMustHaveItHasNoRightsUntilItIsSetUp) {
    const auto before = password().value();
    EXPECT_FALSE(sessions->principal(before.token, "")->grants.empty());
    require(true);
    const auto held = sessions->principal(before.token, "").value();
    EXPECT_TRUE(held.signed_in());
    EXPECT_TRUE(held.grants.empty());
    EXPECT_TRUE(sessions->must_set_factor(held).value());
    EXPECT_TRUE(password()->must_set_factor);
    set_up();
    const auto free = sessions->principal(before.token, "").value();
    EXPECT_FALSE(free.grants.empty());
    EXPECT_FALSE(sessions->must_set_factor(free).value());
}

TEST_F(SecondFactorTest, AnExemptionIsARuleLikeAnyOther) {
    require(true);
    require(false);
    const auto signed_in = password().value();
    EXPECT_FALSE(signed_in.must_set_factor);
    EXPECT_FALSE(sessions->principal(signed_in.token, "")->grants.empty());
}

TEST_F(SecondFactorTest, AnOfferedSecretIsForOnePersonAndAnHour) {
    const auto offer = offer_secret(key, user, clock.now()).value();
    EXPECT_EQ(offered_secret(key, user, offer.sealed, clock.now()).value(), offer.secret);
    const auto other = add("mai", Role::officer);
    EXPECT_FALSE(offered_secret(key, other, offer.sealed, clock.now()));
    EXPECT_FALSE(offered_secret(key, user, offer.sealed, clock.now() + 61 * kMinute));
    EXPECT_FALSE(offered_secret(key, user, "9" + offer.sealed, clock.now()));
    for (const auto* text : {"", ".", "1.", "x.y", "1795000000000.zz"})
        EXPECT_FALSE(offered_secret(key, user, text, clock.now())) << text;
    EXPECT_FALSE(offer_secret(FactorKey::absent(), user, clock.now()));
}

TEST_F(SecondFactorTest, AnErasedPersonLeavesNoSecretBehind) {
    set_up();
    ASSERT_TRUE(password());
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return erase_account(tx, user, "(xóa)", 1); }));
    for (const auto* table : {"second_factor", "recovery_code", "half_sign_in"})
        EXPECT_EQ(database
                      ->read([&](db::Transaction& tx) {
                          return tx.value("SELECT count(*) FROM " + std::string(table));
                      })
                      .value(),
                  0)
            << table;
}

TEST_F(SecondFactorTest, SessionsAreSeenAndEndedByTheirOwnerOnly) {
    const auto here =
        sessions->sign_in({"hanh", kPassword, "10.0.0.1", true, {}, "Chrome · Android"}).value();
    const auto there = sessions->sign_in({"hanh", kPassword, "10.0.0.2", false, {}, ""}).value();
    const auto list = [&] {
        return database
            ->read([&](db::Transaction& tx) { return own_sessions(tx, user, here.token, clock.now()); })
            .value();
    };
    ASSERT_EQ(list().size(), 2u);
    const auto mine = list()[0].present ? list()[0] : list()[1];
    EXPECT_TRUE(mine.present && mine.private_device);
    EXPECT_EQ(mine.device, "Chrome · Android");
    const auto other = list()[0].present ? list()[1] : list()[0];
    const auto end = [&](UserId who) {
        return database->write([&](db::Transaction& tx) { return end_own_session(tx, who, other.id); })
            .value();
    };
    EXPECT_FALSE(end(add("mai", Role::officer)));
    EXPECT_TRUE(opens(there.token));
    EXPECT_TRUE(end(user));
    EXPECT_FALSE(opens(there.token));
    const auto third = password().value();
    ASSERT_TRUE(
        database->write([&](db::Transaction& tx) { return end_other_sessions(tx, user, here.token); }));
    EXPECT_FALSE(opens(third.token));
    EXPECT_TRUE(opens(here.token));
}

}  // namespace
}  // namespace kheo::auth
