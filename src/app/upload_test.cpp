// SPDX-License-Identifier: Apache-2.0
// Files of people with bad intentions, through the upload page.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "app/test_program.hpp"

namespace kheo::app {

namespace {

using testing::HasSubstr;
using testing::Not;

class Uploads : public TestProgram {
  protected:
    test::Browser uploaded(const std::string& name, const std::string& content) {
        auto browser = signed_in("hoasen");
        browser.get("/nhap-du-lieu");
        browser.submit({}, "/nhap-du-lieu", {{"tep", name, content}});
        for (int i = 0; i < 200 && waiting() > 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            browser.get(browser.target());
        }
        return browser;
    }
    std::int64_t waiting() { return ask("SELECT count(*) FROM import_upload WHERE state = 'reading'"); }
    std::int64_t accepted() {
        return ask("SELECT count(*) FROM import_upload WHERE state NOT IN ('refused', 'cancelled')");
    }
    void refused(const std::string& name, const std::string& content) {
        const auto before = accepted();
        const auto browser = uploaded(name, content);
        EXPECT_LT(browser.status(), 500) << name;
        EXPECT_EQ(accepted(), before) << name;
    }
};

const std::string kZip("PK\x05\x06" + std::string(18, '\0'));

}  // namespace

TEST_F(Uploads, WhatIsNoListIsRefusedWhateverItsName) {
    refused("a.xlsx", "<html><script>alert(1)</script></html>");
    refused("a.csv", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"></svg>");
    refused("a.xlsx", "<html>" + kZip);                           // page and archive at once
    refused("a.xlsx", kZip + "<html><script>alert(1)</script>");  // archive and page at once
    refused("a.xlsx", std::string("MZ\x90\0", 4) + std::string(200, 'x'));
    refused("a.xlsx", "%PDF-1.7 " + kZip);
    refused("a.ods", std::string("\x7f"
                                 "ELF") +
                         std::string(60, '\0'));
    refused("a.xlsx", "");
}

TEST_F(Uploads, ScriptInCellsIsText) {
    const auto browser = uploaded("mau.csv",
                                  "STT,Tên mô hình,Đơn vị thực hiện\n"
                                  "1,<script>alert(1)</script>,Phường Hoa Mai\n"
                                  "2,\"<img src=x onerror=alert(1)>\",\"Phường \"\"><script>\"\n");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_THAT(browser.page(), Not(HasSubstr("<script>alert")));
    EXPECT_THAT(browser.page(), Not(HasSubstr("<img src=x")));
    EXPECT_THAT(browser.page(), Not(HasSubstr("\"><script>")));
}

TEST_F(Uploads, ANameOfAFileIsATextAndNoPath) {
    for (const auto* name :
         {"../../keys/ledger.key.csv", "..\\..\\mau.csv", "<script>alert(1)</script>.csv"}) {
        const auto browser = uploaded(
            name, std::string("STT,Tên mô hình,Đơn vị thực hiện\n1,Ngõ ") + name[0] + ",Phường Hoa Mai\n");
        EXPECT_EQ(browser.status(), 200) << name;
        EXPECT_THAT(browser.page(), Not(HasSubstr("<script>alert"))) << name;
    }
    for (const auto& file : std::filesystem::recursive_directory_iterator(data.dir / "files")) {
        if (!file.is_regular_file()) continue;
        EXPECT_EQ(file.path().filename().string().size(), 64U) << file.path();
    }
    EXPECT_FALSE(std::filesystem::exists(data.dir / "keys" / "ledger.key.csv"));
}

TEST_F(Uploads, TheMarkedFileIsADownloadAndKeepsNoFormula) {
    auto browser =
        uploaded("mau.csv", "STT,Tên mô hình,Đơn vị thực hiện\n1,=cmd|'/c calc'!A0,Phường Hoa Mai\n");
    auto page = browser.target().substr(0, browser.target().find('?'));
    browser.get(page + "/tep-danh-dau");
    ASSERT_EQ(browser.status(), 200);
    EXPECT_THAT(std::string(browser.response().header("Content-Disposition")), HasSubstr("attachment"));
    EXPECT_EQ(browser.response().header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(browser.page(), Not(HasSubstr("\n1,=cmd")));
}

TEST_F(Uploads, APhotoThatIsTooLargeIsReadSoThatThePageCanSayWhichOneItIs) {
    constexpr std::size_t kMostOfRules = 20u << 20;
    for (const auto& route : program->site().router().routes())
        if (route.pattern.starts_with("/ho-so/{code}/minh-chung/") &&
            route.pattern.find("{id}") == route.pattern.npos && route.method == http::Method::post)
            EXPECT_GE(route.body_limit, 2 * kMostOfRules) << route.pattern;
}

TEST_F(Uploads, TooLargeAFileIsToldBeforeItIsKept) {
    for (const auto& route : program->site().router().routes()) {
        if (route.method != http::Method::post) continue;
        EXPECT_LE(route.body_limit, 64U << 20) << route.pattern;
        const bool takes_files =
            route.pattern == "/nhap-du-lieu" || route.pattern == "/to-dan-van/viec-moi" ||
            route.pattern.ends_with("/anh") || route.pattern.ends_with("/giay-to") ||
            route.pattern.ends_with("/tep") || route.pattern.ends_with("/hoat-dong") ||
            route.pattern == "/ho-so/{code}/buoc/{act}" || route.pattern == "/ghi-lai-cong-nhan";
        if (takes_files) continue;
        EXPECT_LE(route.body_limit, 4U << 20) << route.pattern;
    }
}

}  // namespace kheo::app
