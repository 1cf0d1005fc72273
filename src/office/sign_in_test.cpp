// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and forms that outlive their session.
#include "office/messages.gen.hpp"
#include "office/office_world.hpp"

namespace kheo::office {
namespace {

class SignInTest : public OfficeWorld {
  protected:
    SignInTest() {
        add("hanh", auth::Role::officer, "01");
        more_routes.push_back({http::Method::post, "/ghi", auth::Permission::edit_registry,
                               [this](const http::Request& request) -> Result<http::Response> {
                                   written += std::string(request.form.get("ten")) + ";";
                                   return http::Response::html("ghi");
                               }});
        more_routes.push_back(
            {http::Method::get, "/nhap", auth::Permission::edit_registry,
             [](const http::Request& request) -> Result<http::Response> {
                 return http::Response::html(
                     "<form method=\"post\" action=\"/ghi\"><input name=\"_csrf\" value=\"" +
                     request.who.csrf + "\"><input name=\"ten\"></form>");
             }});
    }
    std::string written;
};

TEST_F(SignInTest, AWrongPasswordKeepsTheNameAndTellsNothing) {
    test::Browser browser(site());
    browser.sign_in("hanh", "sai mật khẩu");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Tên hoặc mật khẩu chưa đúng."));
    EXPECT_TRUE(browser.shows("value=\"hanh\""));
    EXPECT_FALSE(browser.shows("sai mật khẩu"));
    EXPECT_EQ(log.find("hanh"), std::string::npos);
}

TEST_F(SignInTest, TooManyTriesAreToldToWait) {
    test::Browser browser(site());
    for (int i = 0; i < 6; ++i) browser.sign_in("hanh", "sai");
    EXPECT_EQ(browser.status(), 429);
    EXPECT_TRUE(browser.shows("Đợi 5 giây"));
}

TEST_F(SignInTest, TheDeviceStaysKnownAfterSigningOutAndComesInWhileOthersGuess) {
    auto own = signed_in("hanh");
    own.get("/tai-khoan");
    own.post("/dang-xuat", {{"_csrf", own.csrf()}});
    EXPECT_EQ(own.cookies.count("kheo_session"), 0u);
    ASSERT_EQ(own.cookies.count("kheo_device"), 1u);
    EXPECT_EQ(own.cookies["kheo_device"].find("hanh"), std::string::npos);
    test::Browser guesser(site());  // behind the same address
    for (int i = 0; i < 8; ++i) guesser.sign_in("hanh", "sai");
    EXPECT_EQ(guesser.status(), 429);
    own.sign_in("hanh", kPassword);
    EXPECT_EQ(own.target(), "/ban-lam-viec");
    test::Browser thief(site());
    thief.cookies["kheo_device"] = own.cookies["kheo_device"];
    thief.get("/ban-lam-viec");
    EXPECT_TRUE(thief.target().starts_with("/dang-nhap")) << "a mark opens nothing";
}

TEST_F(SignInTest, WithoutTheFormsTokenNobodyIsSignedIn) {
    test::Browser browser(site());
    browser.post("/dang-nhap", {{"ten", "hanh"}, {"mat_khau", kPassword}});
    EXPECT_EQ(browser.status(), 403);
    EXPECT_FALSE(browser.cookies.contains("kheo_session"));
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}});  // the page shown instead works at once
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
}

TEST_F(SignInTest, LeadsToTheDeskAndOutAgain) {
    auto browser = signed_in("hanh");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
    EXPECT_TRUE(browser.shows("Chào Bà hanh"));
    const auto token = browser.cookies.at("kheo_session");
    browser.submit({}, "/dang-xuat");
    EXPECT_FALSE(browser.cookies.contains("kheo_session"));
    EXPECT_FALSE(sessions->principal(token, "")->signed_in());
}

TEST_F(SignInTest, ThePageThatWasAskedForComesAfterwards) {
    test::Browser browser(site());
    browser.get("/nhap?x=%C4%91");
    EXPECT_TRUE(browser.shows("Cần đăng nhập để mở trang này."));
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}});
    EXPECT_EQ(browser.target(), "/nhap?x=%C4%91");
}

TEST_F(SignInTest, NeverLeadsToAnotherSite) {
    test::Browser browser(site());
    browser.get("/dang-nhap?tiep=//ke.example/");
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}, {"tiep", "https://ke.example/"}});
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
}

TEST_F(SignInTest, WhatWasTypedOutlivesTheSession) {
    auto browser = signed_in("hanh");
    browser.get("/nhap");
    clock.set(clock.now() + 3 * 3'600'000);  // idle for three hours
    browser.submit({{"ten", "Ngõ \"xanh\" & sạch <b>"}, {"loai", "steering_committee"}, {"so", "24"}},
                   "/ghi");
    EXPECT_EQ(browser.status(), 403);
    EXPECT_TRUE(browser.shows("Phiên làm việc đã hết. Đăng nhập lại, nội dung vẫn còn."));
    EXPECT_EQ(written, "");
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}}, "/dang-nhap");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_TRUE(browser.shows("<dd>Ngõ"));
    EXPECT_TRUE(browser.shows("<dd>24</dd>"));
    EXPECT_FALSE(browser.shows("<dd>steering_committee") || browser.shows("loai</dt>"))
        << "names and codes are the program's, not what was typed";
    EXPECT_EQ(written, "");  // shown, not sent by itself
    browser.submit({}, "/ghi");
    EXPECT_EQ(written, "Ngõ \"xanh\" & sạch <b>;");
}

TEST_F(SignInTest, AFormOfAnEarlierSessionIsShownAgainToTheSamePerson) {
    auto browser = signed_in("hanh");
    browser.get("/nhap");
    const auto old_token = browser.csrf();
    browser.cookies.clear();
    browser.sign_in("hanh", kPassword);
    browser.post("/ghi", {{"ten", "A"}, {"_csrf", old_token}});
    EXPECT_EQ(browser.status(), 403);
    browser.submit({}, "/ghi");
    EXPECT_EQ(written, "A;");
}

TEST_F(SignInTest, CookiesAreForThisSiteOnly) {
    test::Browser browser(site());
    browser.get("/dang-nhap");
    const auto token = browser.csrf();
    http::Incoming incoming;
    incoming.method = "POST";
    incoming.target = "/dang-nhap";
    incoming.secure = true;
    incoming.headers.add("host", "kheo.test");
    incoming.headers.add("cookie", "kheo_visit=" + browser.cookies.at("kheo_visit"));
    incoming.headers.add("content-type", "application/x-www-form-urlencoded");
    incoming.body = "ten=hanh&mat_khau=m%C6%B0%E1%BB%9Di+hai+con+m%C3%A8o&may_rieng=1&_csrf=" + token;
    const auto response = site().handle(incoming);
    ASSERT_EQ(response.status, 303);
    const auto cookie = response.header("Set-Cookie");
    EXPECT_TRUE(cookie.starts_with("kheo_session="));
    EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure")) << cookie;
}

TEST_F(SignInTest, SpeaksLao) {
    test::Browser browser(site());
    browser.get("/lo/dang-nhap");
    EXPECT_TRUE(browser.shows(msg::sign_in_title.in(Language::lo)));
}

}  // namespace
}  // namespace kheo::office
