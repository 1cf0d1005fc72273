// SPDX-License-Identifier: Apache-2.0
// For whom the second step is required, set on a page (decision 0106 has the other dated rules).
#include "office/factor_world.hpp"
#include "office/messages.gen.hpp"

namespace kheo::office {
namespace {

class FactorRuleTest : public FactorWorld {};

TEST_F(FactorRuleTest, TheRulesAreSetForTheWholeCountryAndSayWhoHasNotSetItUp) {
    auto admin = signed_in("local");
    admin.get("/quan-tri/hai-buoc");
    EXPECT_EQ(admin.status(), 403) << "an administrator of one place sets no rules";
    admin.get("/quan-tri/tai-khoan");
    EXPECT_FALSE(admin.shows("/quan-tri/hai-buoc"));
    auto browser = signed_in("root");
    browser.get("/quan-tri/tai-khoan");
    EXPECT_TRUE(browser.shows("/quan-tri/hai-buoc"));
    browser.get("/quan-tri/hai-buoc");
    browser.submit({{"role", "king"}, {"from", "2026-11-20"}, {"basis", " "}}, "/quan-tri/hai-buoc");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Chọn vai trò."));
    EXPECT_TRUE(browser.shows("Chọn ngày từ 21/11/2026 trở đi"));
    EXPECT_TRUE(browser.shows("Ghi căn cứ"));
    for (int i = 0; i < 2; ++i) {
        browser.get("/quan-tri/hai-buoc");
        browser.submit({{"role", "officer"}, {"from", "2026-11-30"}, {"basis", "Quy chế (mẫu)"}},
                       "/quan-tri/hai-buoc");
        EXPECT_TRUE(browser.shows("Đã lưu quy định"));
    }
    EXPECT_TRUE(browser.shows("Bắt buộc từ 30/11/2026"));
    EXPECT_TRUE(browser.shows("1 trong 1 người chưa bật"));
    EXPECT_TRUE(browser.shows("Bà root")) << "who entered it";
    EXPECT_FALSE(browser.shows("Chính tài khoản này")) << "the rule is about officers";
    const auto rules = database->read(auth::load_factor_rules).value();
    EXPECT_EQ(std::ranges::count(rules, auth::Role::officer, &auth::FactorRule::role), 1) << "sent twice";
    const auto entries = database->read(
        [&](db::Transaction& tx) { return ledger::history(tx, "factor_rule", rules.back().id); });
    EXPECT_EQ(entries->front().verb, "office.factor_rule_set");
}

TEST_F(FactorRuleTest, TheDeskSaysBeforeTheDayThatItComesAndNobodyElseIsTold) {
    auto hers = signed_in("hanh");
    auto browser = signed_in("root");
    browser.get("/quan-tri/hai-buoc");
    browser.submit({{"role", "officer"}, {"from", "2026-11-30"}, {"basis", "Quy chế (mẫu)"}},
                   "/quan-tri/hai-buoc");
    browser.get("/ban-lam-viec");
    EXPECT_FALSE(browser.shows("phải xác thực hai bước"));
    hers.get("/ban-lam-viec");
    EXPECT_TRUE(hers.shows("Từ 30/11/2026 tài khoản này phải xác thực hai bước"));
    set_up(hers);
    hers.get("/ban-lam-viec");
    EXPECT_FALSE(hers.shows("phải xác thực hai bước"));
    browser.get("/quan-tri/hai-buoc");
    EXPECT_TRUE(browser.shows("Mọi người đã bật"));
}

TEST_F(FactorRuleTest, TheRuleHoldsFromItsDayUntilALaterOneBegins) {
    auto browser = signed_in("root");
    browser.get("/quan-tri/hai-buoc");
    browser.submit({{"role", "officer"}, {"from", "2026-11-30"}, {"basis", "Quy chế (mẫu)"}},
                   "/quan-tri/hai-buoc");
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec") << "not before its day";
    clock.set(clock.now() + 10LL * 24 * 3'600'000);
    EXPECT_EQ(signed_in("hanh").target(), kSetUp);
    auto later = signed_in("root");
    later.get("/quan-tri/hai-buoc");
    EXPECT_TRUE(later.shows("từ 30/11/2026"));
    later.submit({{"role", "officer"}, {"required", "0"}, {"from", "2026-12-01"}, {"basis", "Thôi"}},
                 "/quan-tri/hai-buoc");
    EXPECT_TRUE(later.shows("đã có quy định sau"));
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec");
}

TEST_F(FactorRuleTest, WhatWasTakenBackAndIsEnteredAgainHoldsAgain) {
    auto browser = signed_in("root");
    for (const auto* required : {"1", "0", "1", "1"}) {
        browser.get("/quan-tri/hai-buoc");
        browser.submit(
            {{"role", "officer"}, {"required", required}, {"from", "2026-12-01"}, {"basis", "Quy chế (mẫu)"}},
            "/quan-tri/hai-buoc");
        EXPECT_TRUE(browser.target().ends_with("xong=ghi")) << browser.page();
    }
    const auto rules = database->read(
        [](db::Transaction& tx) { return tx.value("SELECT count(*) FROM second_factor_rule"); });
    EXPECT_EQ(rules.value(), 3) << "the last form was the same as the rule that holds";
    clock.set(day_start(*Date::of(2026, 12, 1)));
    EXPECT_EQ(signed_in("hanh").target(), kSetUp);
}

TEST_F(FactorRuleTest, NothingIsRequiredThatNobodyCouldSetUp) {
    sessions = auth::Sessions::open(*database, clock).value();
    auto browser = signed_in("root");
    browser.get("/quan-tri/hai-buoc");
    browser.submit({{"role", "administrator"}, {"from", "2026-11-30"}, {"basis", "Quy chế (mẫu)"}},
                   "/quan-tri/hai-buoc");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Máy chủ chưa có khóa"));
    EXPECT_EQ(database->read(auth::load_factor_rules).value().size(), 0u);
}

TEST_F(FactorRuleTest, WhoRequiresItOfHimselfReadsIt) {
    auto browser = signed_in("root");
    browser.get("/quan-tri/hai-buoc");
    browser.submit({{"role", "administrator"}, {"who", "country"}, {"from", "2026-12-05"}, {"basis", "Mẫu"}},
                   "/quan-tri/hai-buoc");
    EXPECT_TRUE(browser.shows("Chính tài khoản này chưa bật"));
    EXPECT_TRUE(browser.shows("quyền cho cả nước"));
    EXPECT_EQ(signed_in("local").target(), "/ban-lam-viec");
}

}  // namespace
}  // namespace kheo::office
