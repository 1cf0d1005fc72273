// SPDX-License-Identifier: Apache-2.0
// The second step through the pages: set up, signing in, recovery codes, off, reset, and one's own sessions.
#include <algorithm>

#include "office/factor_world.hpp"
#include "office/messages.gen.hpp"
#include "platform/http/encoding.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {
namespace {

class FactorPages : public FactorWorld {};

// --- setting it up ----------------------------------------------------------------------------------------

TEST_F(FactorPages, AWrongCodeKeepsTheSecretThatWasScanned) {
    auto browser = signed_in("hanh");
    browser.get(kSetUp);
    const auto letters = offered_letters(browser);
    EXPECT_EQ(letters.size(), 39u) << "32 letters in groups of four";
    EXPECT_TRUE(browser.shows("<svg class=\"qr\""));
    browser.submit({{"code", "000000"}, {"present", kPassword}}, "/bat");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Mã chưa đúng."));
    EXPECT_EQ(offered_letters(browser), letters);
    browser.submit({{"code", code_for(browser)}, {"present", "sai mật khẩu"}}, "/bat");
    EXPECT_TRUE(browser.shows("Mật khẩu hiện nay chưa đúng."));
    EXPECT_EQ(offered_letters(browser), letters);
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec") << "nothing is on yet";
}

TEST_F(FactorPages, SettingItUpShowsTenCodesOnceAndEndsOtherSessions) {
    auto elsewhere = signed_in("hanh"), browser = signed_in("hanh");
    set_up(browser);
    EXPECT_TRUE(browser.shows("Đã bật xác thực hai bước."));
    EXPECT_EQ(recovery.size(), 10u);
    EXPECT_EQ(browser.response().header("Cache-Control"), "no-store");
    elsewhere.get("/ban-lam-viec");
    EXPECT_TRUE(elsewhere.target().starts_with("/dang-nhap"));
    browser.get(kSetUp);
    EXPECT_EQ(browser.status(), 200) << "this session goes on";
    for (const auto& shown : recovery) EXPECT_FALSE(browser.shows(shown));
    EXPECT_TRUE(browser.shows("Còn 10 mã dự phòng"));
    EXPECT_EQ(verbs(hanh).front(), "office.factor_set");
    EXPECT_EQ(log.find(secret), std::string::npos);
}

TEST_F(FactorPages, AServerWithoutItsKeySaysSoAndOffersNothing) {
    sessions = auth::Sessions::open(*database, clock).value();
    auto browser = signed_in("hanh");
    browser.get(kSetUp);
    EXPECT_EQ(browser.status(), 200);
    EXPECT_TRUE(browser.shows("keys/factor.key"));
    EXPECT_EQ(offered_letters(browser), "");
}

// --- signing in -------------------------------------------------------------------------------------------

TEST_F(FactorPages, ThePasswordLeadsToTheCodeAndTheCodeToWhatWasAsked) {
    auto browser = signed_in("hanh");
    set_up(browser);
    wait_for_next_code();
    test::Browser next(site());
    next.get("/tai-khoan?x=1");
    next.submit({{"ten", "hanh"}, {"mat_khau", kPassword}}, "/dang-nhap");
    EXPECT_EQ(next.status(), 200);
    EXPECT_TRUE(next.shows("Xác nhận lần hai"));
    EXPECT_FALSE(next.cookies.contains("kheo_session"));
    const auto half = next.cookies.at("kheo_half");
    next.submit({{"code", code()}}, "/ma-xac-nhan");
    EXPECT_EQ(next.target(), "/tai-khoan?x=1");
    EXPECT_NE(next.cookies.at("kheo_session"), half);
    EXPECT_FALSE(next.cookies.contains("kheo_half"));
}

TEST_F(FactorPages, AWrongPasswordLooksTheSameWithAndWithoutASecondStep) {
    auto browser = signed_in("hanh");
    set_up(browser);
    test::Browser with(site()), without(site());
    with.sign_in("hanh", "sai");
    without.sign_in("local", "sai");
    EXPECT_EQ(with.status(), without.status());
    EXPECT_TRUE(with.shows("Tên hoặc mật khẩu chưa đúng."));
    EXPECT_FALSE(with.cookies.contains("kheo_half"));
}

TEST_F(FactorPages, HalfSignedInOpensNothing) {
    more_routes.push_back(
        {http::Method::post, "/ghi", auth::Permission::signed_in,
         [](const http::Request&) -> Result<http::Response> { return http::Response::html("ghi"); }});
    auto browser = signed_in("root");
    set_up(browser);
    auto half = half_signed_in("root");
    const auto token = half.cookies.at("kheo_half");
    int walked = 0;
    for (const auto& route : site().router().routes()) {
        if (route.permission == auth::Permission::everyone) continue;
        auto path = route.pattern;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, std::to_string(hanh.value));
        for (const auto* cookie : {"kheo_half=", "kheo_session="}) {
            http::Incoming incoming;
            incoming.method = route.method == http::Method::post ? "POST" : "GET";
            incoming.target = path;
            incoming.headers.add("host", "kheo.test");
            incoming.headers.add("cookie", cookie + token + "; kheo_visit=" + half.cookies.at("kheo_visit"));
            if (route.method == http::Method::post) {
                incoming.headers.add("content-type", "application/x-www-form-urlencoded");
                incoming.body = "_csrf=" + http::percent_encode(half.csrf());
            }
            const auto response = site().handle(incoming);
            if (route.method == http::Method::post)
                EXPECT_EQ(response.status, 403) << path;
            else
                EXPECT_TRUE(response.header("Location").starts_with("/dang-nhap")) << path << response.status;
            ++walked;
        }
    }
    EXPECT_GT(walked, 30);
    half.submit({{"code", code(1)}}, "/ma-xac-nhan");
    EXPECT_EQ(half.target(), "/ban-lam-viec") << "and with the code it opens";
}

TEST_F(FactorPages, WrongCodesAreToldToWaitAndThenBeginAgain) {
    auto browser = signed_in("hanh");
    set_up(browser);
    auto guesser = half_signed_in("hanh");
    for (int i = 0; i < 4; ++i) {
        guesser.submit({{"code", "000000"}}, "/ma-xac-nhan");
        EXPECT_EQ(guesser.status(), 422);
        EXPECT_TRUE(guesser.shows("Mã chưa đúng"));
    }
    guesser.submit({{"code", "000000"}}, "/ma-xac-nhan");
    EXPECT_TRUE(guesser.shows("Đăng nhập lại từ đầu."));
    EXPECT_FALSE(guesser.cookies.contains("kheo_half"));
    guesser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}}, "/dang-nhap");
    EXPECT_EQ(guesser.status(), 429) << "the right password does not begin the count anew";
}

TEST_F(FactorPages, ARecoveryCodeOpensOnceAndStandsInTheLedger) {
    auto browser = signed_in("hanh");
    set_up(browser);
    auto lost = half_signed_in("hanh");
    lost.submit({{"code", ""}, {"du_phong", "1"}}, "/ma-xac-nhan");  // "Không mở được ứng dụng?"
    EXPECT_TRUE(lost.shows("Một trong 10 mã"));
    lost.submit({{"code", recovery[0]}}, "/ma-xac-nhan");
    EXPECT_EQ(lost.target(), "/ban-lam-viec");
    EXPECT_EQ(verbs(hanh).front(), "office.recovery_code_used");
    auto again = half_signed_in("hanh");
    again.submit({{"code", recovery[0]}}, "/ma-xac-nhan");
    EXPECT_EQ(again.status(), 422);
}

TEST_F(FactorPages, APrivateDeviceIsAskedToo) {
    auto browser = signed_in("hanh");
    set_up(browser);
    wait_for_next_code();
    test::Browser own(site());
    own.get("/dang-nhap");
    own.submit({{"ten", "hanh"}, {"mat_khau", kPassword}, {"may_rieng", "1"}}, "/dang-nhap");
    EXPECT_TRUE(own.shows("Xác nhận lần hai"));
    own.submit({{"code", code()}}, "/ma-xac-nhan");
    EXPECT_EQ(own.target(), "/ban-lam-viec");
    own.get("/tai-khoan");
    EXPECT_TRUE(own.shows("máy riêng"));
}

TEST_F(FactorPages, WhatWasTypedOutlivesBothSteps) {
    std::string written;
    more_routes.push_back({http::Method::post, "/ghi", auth::Permission::edit_registry,
                           [&](const http::Request& request) -> Result<http::Response> {
                               written += std::string(request.form.get("ten_goi"));
                               return http::Response::html("ghi");
                           }});
    auto browser = signed_in("hanh");
    set_up(browser);
    clock.set(clock.now() + 3 * 3'600'000);
    browser.post("/ghi", {{"ten_goi", "Ngõ xanh"}, {"_csrf", "x"}});
    EXPECT_TRUE(browser.shows("Phiên làm việc đã hết."));
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}}, "/dang-nhap");
    browser.submit({{"code", code()}}, "/ma-xac-nhan");
    EXPECT_TRUE(browser.shows("Ngõ xanh"));
    EXPECT_EQ(written, "");
    browser.submit({}, "/ghi");
    EXPECT_EQ(written, "Ngõ xanh");
}

TEST_F(FactorPages, ANewPasswordKeepsTheSecondStepAndThisSession) {
    auto browser = signed_in("hanh");
    set_up(browser);
    browser.get("/tai-khoan");
    browser.submit({{"present", kPassword}, {"wanted", "mười ba con chó mực"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(browser.target(), "/tai-khoan?xong=1");
    test::Browser next(site());
    next.sign_in("hanh", "mười ba con chó mực");
    EXPECT_TRUE(next.shows("Xác nhận lần hai"));
}

// --- codes, telephone, off --------------------------------------------------------------------------------

TEST_F(FactorPages, NothingChangesWithoutPasswordAndCode) {
    auto browser = signed_in("hanh");
    set_up(browser);
    wait_for_next_code();
    for (const auto* act : {"/tai-khoan/hai-buoc/tat", "/tai-khoan/hai-buoc/ma-du-phong"}) {
        const auto send = [&](std::string password, std::string typed) {
            browser.get(kSetUp);
            browser.post(
                act,
                {{"_csrf", browser.csrf()}, {"present", std::move(password)}, {"code", std::move(typed)}});
            EXPECT_EQ(browser.status(), 422) << act;
        };
        send("sai mật khẩu", code());
        send(kPassword, "000000");
    }
    EXPECT_TRUE(half_signed_in("hanh").shows("Xác nhận lần hai"));
    EXPECT_EQ(verbs(hanh).front(), "office.factor_set");
}

TEST_F(FactorPages, NewCodesEndTheOldOnesAndOffIsOff) {
    auto browser = signed_in("hanh");
    set_up(browser);
    wait_for_next_code();
    browser.get(kSetUp);
    browser.submit({{"present", kPassword}, {"code", code()}}, "/ma-du-phong");
    const auto fresh = shown_codes(browser);
    ASSERT_EQ(fresh.size(), 10u);
    auto lost = half_signed_in("hanh");
    lost.submit({{"code", recovery[1]}}, "/ma-xac-nhan");
    EXPECT_EQ(lost.status(), 422);
    lost.submit({{"code", fresh[1]}}, "/ma-xac-nhan");
    EXPECT_EQ(lost.target(), "/ban-lam-viec");

    browser.get(kSetUp);
    browser.post("/tai-khoan/hai-buoc/tat",
                 {{"_csrf", browser.csrf()}, {"present", kPassword}, {"code", fresh[2]}});
    EXPECT_TRUE(browser.shows("Đã tắt xác thực hai bước."));
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec");
    EXPECT_EQ(verbs(hanh).front(), "office.factor_off");
}

TEST_F(FactorPages, ANewTelephoneNeedsTheOldOneOrARecoveryCode) {
    require(auth::Role::officer);
    auto browser = signed_in("hanh");
    set_up(browser);
    const auto old_secret = secret;
    browser.get("/tai-khoan/hai-buoc?doi=dien-thoai");
    secret = secret_of(offered_letters(browser));
    EXPECT_NE(secret, old_secret);
    browser.submit({{"code", code()}, {"present", kPassword}, {"old_code", "000000"}}, "/bat");
    EXPECT_EQ(browser.status(), 422);
    browser.submit({{"code", code()}, {"present", kPassword}, {"old_code", recovery[5]}}, "/bat");
    ASSERT_EQ(browser.status(), 200) << browser.page();
    EXPECT_EQ(shown_codes(browser).size(), 10u);
    auto next = half_signed_in("hanh");
    wait_for_next_code();
    next.submit({{"code", auth::totp_code(old_secret, auth::totp_step(clock.now()))}}, "/ma-xac-nhan");
    EXPECT_EQ(next.status(), 422);
    next.submit({{"code", code()}}, "/ma-xac-nhan");
    EXPECT_EQ(next.target(), "/ban-lam-viec");
}

// --- required ---------------------------------------------------------------------------------------------

TEST_F(FactorPages, WhoMustIsLedToSettingItUpAndThenGoesOn) {
    auto browser = signed_in("local");
    require(auth::Role::administrator);
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.target(), kSetUp);
    EXPECT_TRUE(browser.shows("Tài khoản này phải bật xác thực hai bước"));
    browser.get("/tai-khoan");
    EXPECT_EQ(browser.target(), "/tai-khoan");
    const auto token = browser.csrf();
    browser.post("/quan-tri/tai-khoan/moi", {{"_csrf", token}});
    EXPECT_EQ(browser.status(), 403);
    EXPECT_EQ(signed_in("local").target(), kSetUp) << "and so at the next sign-in";
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec") << "others are not";
    set_up(browser);
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.target(), "/quan-tri/tai-khoan");
}

TEST_F(FactorPages, WhereItIsRequiredItCannotBeSwitchedOff) {
    require(auth::Role::officer);
    auto browser = signed_in("hanh");
    set_up(browser);
    wait_for_next_code();
    browser.get(kSetUp);
    EXPECT_FALSE(browser.shows("formaction"));
    browser.post("/tai-khoan/hai-buoc/tat",
                 {{"_csrf", browser.csrf()}, {"present", kPassword}, {"code", code()}});
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("nên không tắt được"));
    require(auth::Role::officer, false);
    browser.get(kSetUp);
    EXPECT_TRUE(browser.shows("formaction"));
}

// --- reset ------------------------------------------------------------------------------------------------

TEST_F(FactorPages, OnlySomebodyAboveResetsItAndThePersonIsTold) {
    auto hers = signed_in("hanh");
    set_up(hers);
    auto admin = signed_in("local");
    admin.get(page_of(local));
    const auto token = admin.csrf();
    admin.post(page_of(local) + "/hai-buoc", {{"_csrf", token}});
    EXPECT_EQ(admin.status(), 422) << "not one's own";
    admin.post(page_of(root) + "/hai-buoc", {{"_csrf", token}});
    EXPECT_EQ(admin.status(), 404) << "nor of somebody above";
    admin.get(page_of(hanh));
    admin.submit({}, page_of(hanh) + "/hai-buoc");
    EXPECT_TRUE(admin.shows("Đã đặt lại xác thực hai bước"));
    EXPECT_EQ(verbs(hanh).front(), "office.factor_reset");
    hers.get("/ban-lam-viec");
    EXPECT_TRUE(hers.target().starts_with("/dang-nhap")) << "whoever has the telephone is out";

    auto next = signed_in("hanh");
    EXPECT_EQ(next.target(), kSetUp);
    EXPECT_TRUE(next.shows("Quản trị đã tắt xác thực hai bước của tài khoản này"));
    next.submit({}, "/da-biet");
    EXPECT_FALSE(next.shows("Quản trị đã tắt"));
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec");
}

TEST_F(FactorPages, TheOperatorResetsTheLastAdministrator) {
    auto browser = signed_in("root");
    set_up(browser);
    EXPECT_EQ(reset_factor_of(*database, "khong.ai", clock).error().kind, ErrorKind::not_found);
    EXPECT_TRUE(reset_factor_of(*database, " Root ", clock).value());
    EXPECT_FALSE(reset_factor_of(*database, "root", clock).value()) << "it is off";
    EXPECT_EQ(signed_in("root").target(), kSetUp);
    EXPECT_EQ(verbs(root).front(), "office.factor_reset");
}

TEST_F(FactorPages, TheLedgerHoldsNothingButThatItHappened) {
    auto browser = signed_in("hanh");
    set_up(browser);
    const auto lines =
        database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", hanh.value); }).value();
    EXPECT_EQ(lines.front().changed, "second_factor");
    EXPECT_EQ(lines.front().commitment, "");
}

// --- sessions ---------------------------------------------------------------------------------------------

TEST_F(FactorPages, OnesOwnDevicesAreListedAndSignedOut) {
    auto here = signed_in("hanh"), there = signed_in("hanh"), others = signed_in("local");
    here.get("/tai-khoan");
    EXPECT_TRUE(here.shows("Máy này"));
    EXPECT_TRUE(here.shows("Máy không rõ loại"));
    const auto forms = here.forms();
    const auto ends = std::ranges::count(forms, "/tai-khoan/phien", &test::Form::action);
    EXPECT_EQ(ends, 2) << "the other one, and all others";
    here.submit({}, "/tai-khoan/phien");
    there.get("/ban-lam-viec");
    EXPECT_TRUE(there.target().starts_with("/dang-nhap"));
    here.get("/ban-lam-viec");
    EXPECT_EQ(here.status(), 200);
    auto third = signed_in("hanh");
    here.get("/tai-khoan");
    here.submit({{"phien", "khac"}}, "/tai-khoan/phien");
    third.get("/ban-lam-viec");
    EXPECT_TRUE(third.target().starts_with("/dang-nhap"));
    others.get("/ban-lam-viec");
    EXPECT_EQ(others.status(), 200);
}

}  // namespace
}  // namespace kheo::office
