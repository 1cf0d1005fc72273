// SPDX-License-Identifier: Apache-2.0
#include "platform/http/outage.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "platform/http/site.hpp"

namespace kheo::http {
namespace {

// What an operator is told of a database that went away; nobody else is to read a word of it.
constexpr Message kOperator{
    "db.cannot_open",
    {"Không mở được /var/lib/kheo/kheo.db, chạy “kheo init”.", "Cannot open /var/lib/kheo/kheo.db.", "x"}};

class OutageTest : public ::testing::Test {
  protected:
    OutageTest() {
        SiteOptions options;
        options.identify = [this](const Request&) -> Result<auth::Principal> {
            if (error) return std::unexpected(*error);
            auth::Principal visitor;
            visitor.csrf = "token";
            return visitor;
        };
        options.log = [this](std::string_view line) { log += line; };
        options.secret_fields = {"mat_khau"};
        options.commits = [this] { return commits; };
        const auto fails = [](const Request&) -> Result<Response> { return Response::html(""); };
        const auto saves_and_fails = [this](const Request&) -> Result<Response> {
            ++commits;
            if (throws) throw std::runtime_error("fault");
            return std::unexpected(*later);
        };
        site = std::make_unique<Site>(
            std::vector<Route>{{Method::get, "/so", auth::Permission::everyone, fails, 0},
                               {Method::post, "/so", auth::Permission::everyone, fails, 4096},
                               {Method::post, "/luu", auth::Permission::everyone, saves_and_fails, 4096},
                               {Method::get, "/api/v1/so", auth::Permission::everyone, fails, 0}},
            std::move(options), clock);
    }

    void away(std::string_view word, ErrorKind kind = ErrorKind::environment) {
        error =
            Error{kind, kOperator, {}, "postgresql 08006: could not connect to 10.0.0.7", std::string(word)};
    }
    /// A form whose write is committed; then this goes wrong. Empty: something is thrown.
    Response save_then_fail(std::string_view word, std::string body = "ten=A&_csrf=token") {
        away(word);
        later = std::exchange(error, std::nullopt);
        throws = word.empty();
        return post(std::move(body), "/luu");
    }
    Response get(std::string target) {
        Incoming incoming;
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        return site->handle(incoming);
    }
    Response post(std::string body, std::string target = "/so", std::string_view origin = {}) {
        Incoming incoming;
        incoming.method = "POST";
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        incoming.headers.add("content-type", "application/x-www-form-urlencoded");
        if (!origin.empty()) incoming.headers.add("origin", std::string(origin));
        incoming.body = std::move(body);
        return site->handle(incoming);
    }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    std::optional<Error> error, later;
    bool throws = false;
    std::uint64_t commits = 41;  // of other requests on this thread
    std::string log;
    std::unique_ptr<Site> site;
};

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

TEST_F(OutageTest, TheOperatorsSentenceStandsInTheLogOnly) {
    constexpr std::array words{"busy",      "serialization", "connection", "commit_unknown",
                               "disk_full", "read_only",     "corrupt",    ""};
    for (const auto* word : words)
        for (const auto* target : {"/so", "/en/so", "/lo/so", "/api/v1/so"}) {
            away(word);
            log.clear();
            const auto response = get(target);
            EXPECT_EQ(response.status, 503);
            EXPECT_FALSE(response.header("Retry-After").empty()) << word;
            for (const auto* secret : {"kheo init", "/var/lib", "kheo.db", "postgresql", "10.0.0.7"})
                EXPECT_FALSE(has(response.body, secret)) << word << " " << response.body;
            EXPECT_TRUE(has(log, "kheo.db")) << log;
            EXPECT_TRUE(has(log, "10.0.0.7")) << log;
        }
}

TEST_F(OutageTest, AReaderIsToldWhatHappenedWhenToTryAgainAndWhomToTell) {
    away("connection");
    const auto page = get("/so");
    EXPECT_EQ(page.header("Retry-After"), "60");
    for (const auto* part : {"những gì đã lưu vẫn còn nguyên", "Đợi 1 phút rồi mở lại trang này", "mã lỗi"})
        EXPECT_TRUE(has(page.body, part)) << part << page.body;
    EXPECT_TRUE(has(get("/en/so").body, "Wait a minute")) << get("/en/so").body;
    const auto json = get("/api/v1/so");
    EXPECT_TRUE(has(json.body, R"("kind":"environment")")) << json.body;
    EXPECT_TRUE(has(json.body, "Đợi 1 phút rồi gọi lại")) << json.body;
    away("busy");
    EXPECT_EQ(get("/so").header("Retry-After"), "10");
    EXPECT_TRUE(has(get("/so").body, "Đợi 10 giây"));
}

TEST_F(OutageTest, AFormIsKeptAndWhetherItWasSavedIsToldAsFarAsItIsKnown) {
    away("connection");
    auto page = post("ten=Ng%C3%B5+xanh&_csrf=token");
    EXPECT_TRUE(has(page.body, "chưa được lưu nhưng vẫn giữ trong trang này")) << page.body;
    away("commit_unknown");
    page = post("ten=Ng%C3%B5+xanh&_csrf=token");
    EXPECT_TRUE(has(page.body, "chưa rõ đã lưu hay chưa")) << page.body;
    EXPECT_TRUE(has(page.body, "không bị ghi hai lần")) << page.body;
    EXPECT_FALSE(has(page.body, "chưa được lưu")) << page.body;
}

TEST_F(OutageTest, AFormWithAPasswordAStrangersFormAndOneWithoutItsTokenAreNotKept) {
    away("connection");
    for (const auto& page : {post("ten=A&mat_khau=bi+mat&_csrf=token"), post("ten=A"),
                             post("ten=A&_csrf=token", "/so", "https://ke.example")})
        EXPECT_TRUE(has(page.body, "nút quay lại của trình duyệt")) << page.body;
}

TEST_F(OutageTest, AFaultOfOursDoesNotClaimThatNothingWasSaved) {
    away("", ErrorKind::internal);
    const auto page = post("ten=A&_csrf=token");
    EXPECT_EQ(page.status, 500);
    EXPECT_FALSE(has(page.body, "chưa được lưu")) << page.body;
    EXPECT_FALSE(has(page.body, "/var/lib")) << page.body;
}

TEST_F(OutageTest, WhatWasSavedBeforeTheFaultIsNeverCalledUnsaved) {
    for (const auto* word :
         {"busy", "serialization", "connection", "disk_full", "read_only", "corrupt", ""}) {
        const auto page = save_then_fail(word);
        EXPECT_GE(page.status, 500) << word;
        EXPECT_TRUE(has(page.body, "có thể đã được lưu")) << word << page.body;
        EXPECT_TRUE(has(page.body, "chỉ khi chưa có mới bấm “Gửi lại”")) << word << page.body;
        EXPECT_FALSE(has(page.body, "chưa được lưu")) << word << page.body;
    }
    const auto secret = save_then_fail("busy", "ten=A&mat_khau=bi+mat&_csrf=token");
    EXPECT_TRUE(has(secret.body, "chỉ khi chưa có mới bấm nút quay lại")) << secret.body;
    EXPECT_FALSE(has(secret.body, "chưa được lưu")) << secret.body;
}

TEST_F(OutageTest, LostInTheSavingAfterAnEarlierOneStaysUnsure) {
    const auto page = save_then_fail("commit_unknown");
    EXPECT_TRUE(has(page.body, "chưa rõ đã lưu hay chưa")) << page.body;
    EXPECT_FALSE(has(page.body, "chưa được lưu")) << page.body;
}

TEST_F(OutageTest, WhatAnEarlierRequestSavedSaysNothingOfThisOne) {
    save_then_fail("busy");
    away("busy");
    EXPECT_TRUE(has(post("ten=A&_csrf=token").body, "chưa được lưu"));
}

TEST_F(OutageTest, ABusyServerSaysTheSame) {
    Incoming head;
    head.method = "POST";
    head.target = "/so";
    const auto page = site->refuse(head, 503);
    EXPECT_EQ(page.header("Retry-After"), "10");
    EXPECT_TRUE(has(page.body, "chưa được lưu: đợi 10 giây")) << page.body;
    head.method = "GET";
    head.target = "/api/v1/so";
    EXPECT_TRUE(has(site->refuse(head, 503).body, R"("kind":"environment")"));
}

}  // namespace
}  // namespace kheo::http
