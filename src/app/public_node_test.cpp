// SPDX-License-Identifier: Apache-2.0
// What a server on a public copy answers: the public pages to the byte, and nothing else.
#include <gmock/gmock.h>

#include <regex>

#include "app/test_public_copy.hpp"

namespace kheo::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PublicNode : public PublicCopy {
  protected:
    void SetUp() override {
        PublicCopy::SetUp();
        fill_the_rest();
        mark_everything();
        load(export_public(), dir.path() / "copy");
        copy.emplace(open_data({dir.path() / "copy", {}}, clock).value());
        inner = Composition::make(data, clock).value();
        outer = Composition::make(*copy, clock).value();
    }
    void TearDown() override {
        inner.reset();
        outer.reset();
        PublicCopy::TearDown();
    }
    static http::Response ask(const Composition& program, std::string target, std::string method = "GET") {
        http::Incoming incoming;
        incoming.method = std::move(method);
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        return program.site().handle(incoming);
    }

    std::optional<OpenData> copy;
    std::unique_ptr<Composition> inner, outer;
};

/// Without what may differ: the notice of the copy, the ways in for officers, the number of an error.
std::string compared(std::string_view page) {
    static const std::regex notice(R"(<p class="as-of[^>]*>[^<]*</p>)"),
        sign_in(R"(<a href="/dang-nhap">[\s\S]*?</a>)"),
        same_elsewhere(R"(<div class="no-print"><a class="btn block" href="/so-dang-ky/[\s\S]*?</div>)"),
        officers(R"(<div><h2>[^<]*</h2><ul>\s*<li></li>\s*</ul></div>)"), gaps(R"(\s+)");
    std::string out(page);
    for (const auto* part : {&notice, &sign_in, &same_elsewhere, &officers})
        out = std::regex_replace(out, *part, "");
    return std::regex_replace(out, gaps, " ");
}

const std::vector<std::string>& public_addresses() {
    static const std::vector<std::string> kAll = [] {
        std::vector<std::string> all;
        for (const std::string language : {"", "/en", "/lo"})
            for (const std::string page :
                 {"/", "/mo-hinh", "/mo-hinh?tim=ngo+hoa", "/mo-hinh?tim=SECRET1",
                  "/mo-hinh?linh_vuc=economy", "/mo-hinh?linh_vuc=political_system", "/mo-hinh?nam=2026",
                  "/mo-hinh?nam=2019", "/mo-hinh?don_vi=98001", "/mo-hinh?don_vi=Hoa+Mai",
                  "/mo-hinh?don_vi=Hoa", "/mo-hinh?trang=9", "/mo-hinh/MH-2026-00001",
                  "/mo-hinh/MH-2026-00002", "/so-nhat-ky", "/so-nhat-ky/dau"})
                all.push_back(language + page);
        for (const std::string api :
             {"/api/v1/openapi.json", "/api/v1/ledger/head", "/api/v1/ledger/proof/1",
              "/api/v1/ledger/proof/33", "/api/v1/ledger/consistency?from=3", "/healthz", "/readyz"})
            all.push_back(api);
        return all;
    }();
    return kAll;
}

}  // namespace

TEST_F(PublicNode, EveryPublicPageIsTheSameToTheByte) {
    for (const auto& address : public_addresses()) {
        const auto a = ask(*inner, address), b = ask(*outer, address);
        EXPECT_EQ(a.status, 200) << address;
        EXPECT_EQ(b.status, 200) << address;
        EXPECT_EQ(compared(a.bytes()), compared(b.bytes())) << address;
    }
}

TEST_F(PublicNode, WhatIsNotPublicIsAbsentOnBoth) {
    for (const std::string address : {"/mo-hinh/DH-2026-00001", "/mo-hinh/MH-2026-00003",
                                      "/api/v1/ledger/proof/999", "/so-nhat-ky/dau/999"}) {
        EXPECT_EQ(ask(*inner, address).status, 404) << address;
        EXPECT_EQ(ask(*outer, address).status, 404) << address;
    }
    EXPECT_THAT(std::string(ask(*outer, "/mo-hinh/MH-2026-00002").bytes()), Not(HasSubstr("SECRET1")));
}

TEST_F(PublicNode, SaysUpToWhenItsDataGo) {
    for (const auto& [address, words] : {std::pair("/", "Số liệu đến 21/11/2026"),
                                         {"/mo-hinh", "Số liệu đến 21/11/2026"},
                                         {"/en/mo-hinh", "Data up to 21/11/2026"},
                                         {"/lo/", "ຂໍ້ມູນເຖິງ 21/11/2026"},
                                         {"/so-nhat-ky", "Số liệu đến"}}) {
        EXPECT_THAT(std::string(ask(*outer, address).bytes()), HasSubstr(words));
        EXPECT_THAT(std::string(ask(*inner, address).bytes()), Not(HasSubstr("class=\"as-of")));
    }
}

TEST_F(PublicNode, EveryOtherAddressOfTheProgramIsGone) {
    std::set<std::pair<http::Method, std::string>> kept;
    for (const auto& route : outer->site().router().routes()) {
        EXPECT_EQ(route.method, http::Method::get) << route.pattern;
        EXPECT_EQ(route.permission, auth::Permission::everyone) << route.pattern;
        kept.emplace(route.method, route.pattern);
    }
    int gone = 0;
    static const std::regex capture(R"(\{[^}]*\})");
    for (const auto& route : inner->site().router().routes()) {
        if (kept.contains({route.method, route.pattern})) continue;
        const auto address = std::regex_replace(route.pattern, capture, "1");
        const auto answer = ask(*outer, address, route.method == http::Method::post ? "POST" : "GET");
        EXPECT_EQ(answer.status, 404) << route.pattern;
        EXPECT_THAT(std::string(answer.bytes()), HasSubstr("Bản công khai không có trang này"))
            << route.pattern;
        ++gone;
    }
    EXPECT_GT(gone, 30);
    EXPECT_EQ(ask(*outer, "/", "POST").status, 405);
}

TEST_F(PublicNode, NoPageOfItLeadsToAnAddressThatIsGone) {
    static const std::regex link("href=\"(/[^\"#]*)\"");
    std::set<std::string> seen;
    for (const auto& address : public_addresses()) {
        const std::string page(ask(*outer, address).bytes());
        for (std::sregex_iterator found(page.begin(), page.end(), link), end; found != end; ++found)
            seen.insert(std::regex_replace((*found)[1].str(), std::regex("&amp;"), "&"));
    }
    EXPECT_GT(seen.size(), 20);
    for (const auto& address : seen) EXPECT_LT(ask(*outer, address).status, 400) << address;
}

TEST_F(PublicNode, ItsDataAreOnlyRead) {
    EXPECT_TRUE(copy->public_copy);
    const auto before = test::read_file(dir.path() / "copy" / "kheo.db");
    for (const auto& address : public_addresses()) (void)ask(*outer, address);
    ASSERT_TRUE(copy->seal(clock));
    EXPECT_EQ(test::read_file(dir.path() / "copy" / "kheo.db"), before);
    EXPECT_EQ(test::read_file(dir.path() / "copy" / "kheo.db-wal"), "");
    EXPECT_THAT(copy->database->read(all_faults).value(), IsEmpty());
}

}  // namespace kheo::app
