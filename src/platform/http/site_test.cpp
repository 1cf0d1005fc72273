// SPDX-License-Identifier: Apache-2.0
#include "platform/http/site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace kheo::http {
namespace {

using auth::Permission;
using auth::Role;

auth::Principal officer() {
    auth::Principal who;
    who.user = auth::UserId{7};
    who.csrf = "token";
    who.grants.push_back({Role::officer, {}, *Date::parse_iso("2020-01-01"), *Date::parse_iso("2030-01-01")});
    return who;
}

constexpr Asset kAssets[] = {{"/static/a.123.css", "text/css", "body{}", "123", "br!", true}};

class SiteTest : public ::testing::Test {
  protected:
    SiteTest() { limit({}, {}); }

    void limit(Rate per_address, Rate per_account) {
        SiteOptions options;
        options.per_address = per_address;
        options.per_account = per_account;
        options.identify = [this](const Request& request) -> Result<auth::Principal> {
            if (request.cookies.get("kheo_session") == "officer") return officer();
            return auth::Principal{};
        };
        options.assets = kAssets;
        options.log = [this](std::string_view line) { log += line; };
        site = std::make_unique<Site>(table(), std::move(options), clock);
    }

    std::vector<Route> table() {
        const auto echo = [](const Request& request) -> Result<Response> {
            return Response::html(std::string(language_code(request.language)) + ":" + request.path + ":" +
                                  std::string(request.form.get("ten")) +
                                  std::string(request.captures.get("id")));
        };
        return {
            {Method::get, "/", Permission::everyone, echo, 0},
            {Method::get,
             "/ngo",
             Permission::everyone,
             [](const Request&) -> Result<Response> { return Response::html(std::string(2000, 'x')); },
             0,
             {"registry"}},
            {Method::get, "/doc/{id}", Permission::read_registry, echo, 0},
            {Method::post, "/doc/{id}", Permission::edit_registry, echo, 1024},
            {Method::get, "/dai", Permission::everyone,
             [](const Request&) -> Result<Response> { return Response::html(std::string(5000, 'x')); }, 0},
            {Method::post, "/tai-len", Permission::edit_registry, echo, 50u << 20},
            {Method::get, "/quan-tri", Permission::administer, echo, 0},
            {Method::get, "/api/v1/doc", Permission::read_registry, echo, 0},
            {Method::get, "/hong", Permission::everyone,
             [](const Request&) -> Result<Response> { throw std::runtime_error("secret detail"); }, 0},
        };
    }

    Incoming get(std::string target, bool signed_in = true) {
        Incoming incoming;
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        if (signed_in) incoming.headers.add("cookie", "kheo_session=officer");
        return incoming;
    }
    Incoming post(std::string target, std::string body, bool signed_in = true) {
        auto incoming = get(std::move(target), signed_in);
        incoming.method = "POST";
        incoming.headers.add("content-type", "application/x-www-form-urlencoded");
        incoming.body = std::move(body);
        return incoming;
    }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    std::string log;
    std::unique_ptr<Site> site;
};

TEST_F(SiteTest, VisitorsAreSentToSignInAndBack) {
    const auto response = site->handle(get("/doc/5?q=%C4%91", false));
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.header("Location"), "/dang-nhap?tiep=%2Fdoc%2F5%3Fq%3D%25C4%2591");
}

TEST_F(SiteTest, AMissingRightIs403AndAMissingPage404) {
    EXPECT_EQ(site->handle(get("/quan-tri")).status, 403);
    EXPECT_EQ(site->handle(get("/khong-co")).status, 404);
    EXPECT_EQ(site->handle(get("/../x")).status, 400);
    EXPECT_EQ(site->handle(get("/doc/5")).status, 200);
}

TEST_F(SiteTest, WrongMethodSaysWhichThereAre) {
    const auto response = site->handle(post("/quan-tri", ""));
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.header("Allow"), "GET, HEAD");
    auto odd = get("/");
    odd.method = "DELETE";
    EXPECT_EQ(site->handle(odd).status, 501);
}

TEST_F(SiteTest, APostWithoutTheTokenIsRefused) {
    EXPECT_EQ(site->handle(post("/doc/5", "ten=A")).status, 403);
    EXPECT_EQ(site->handle(post("/doc/5", "ten=A&_csrf=wrong")).status, 403);
    EXPECT_EQ(site->handle(post("/doc/5", "ten=A&_csrf=token", false)).status, 403);
    auto foreign = post("/doc/5", "ten=A&_csrf=token");
    foreign.headers.add("origin", "https://ke.example");
    EXPECT_EQ(site->handle(foreign).status, 403);
    auto own = post("/doc/5", "ten=A&_csrf=token");
    own.headers.add("origin", "http://kheo.test");
    EXPECT_EQ(site->handle(own).body, "vi:/doc/5:A5");
}

TEST_F(SiteTest, AProxyOnThisMachineMayChangeHostAndTellTheAddress) {
    auto behind = post("/doc/5", "ten=A&_csrf=token");
    behind.headers.add("origin", "https://danvan.example");
    behind.headers.add("sec-fetch-site", "same-origin");
    behind.headers.add("x-forwarded-proto", "https");
    const auto response = site->handle(behind);
    EXPECT_EQ(response.status, 200);
    EXPECT_FALSE(response.header("Strict-Transport-Security").empty());
    auto elsewhere = get("/");
    elsewhere.remote = "203.0.113.5";
    elsewhere.headers.add("x-forwarded-proto", "https");
    EXPECT_TRUE(site->handle(elsewhere).header("Strict-Transport-Security").empty());
}

TEST_F(SiteTest, AnExceptionBecomesAPageWhoseCodeIsInTheLog) {
    const auto response = site->handle(get("/hong"));
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
    const auto at = log.find("\"id\":\"") + 6;
    EXPECT_NE(log.find("\"detail\":\"secret detail\""), std::string::npos);
    EXPECT_NE(log.find("\"level\":\"error\""), std::string::npos);
    EXPECT_NE(response.body.find(log.substr(at, 13)), std::string::npos);
}

TEST_F(SiteTest, TheLogHoldsNoQueryAndNoPerson) {
    auto request = get("/doc/5?ten=Nguyen");
    request.remote = "203.0.113.77";
    site->handle(request);
    site->handle(get("/khong/Nguyen?ten=Nguyen"));
    site->handle(get("/hong?ten=Nguyen"));
    site->handle(post("/doc/5", "ten=Nguyen&_csrf=token"));
    site->handle(post("/doc/5", "ten=Nguyen&_csrf=wrong"));
    site->refuse(post("/doc/5?ten=Nguyen", "ten=Nguyen"), 413);
    EXPECT_NE(log.find(R"("method":"GET","route":"/doc/{id}","status":200)"), std::string::npos) << log;
    EXPECT_NE(log.find(R"("network":"203.0.113.0/24")"), std::string::npos);
    for (const auto* personal : {"Nguyen", "officer", "203.0.113.77", "/doc/5", "token"})
        EXPECT_EQ(log.find(personal), std::string::npos) << personal;
    EXPECT_EQ(std::ranges::count(log, '\n'), 6);
}

TEST_F(SiteTest, ApiErrorsAreJson) {
    const auto response = site->handle(get("/api/v1/doc", false));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_TRUE(response.body.starts_with(R"({"error":{"kind":"unauthorized")")) << response.body;
}

TEST_F(SiteTest, LanguagePrefixesReachTheHandler) {
    EXPECT_EQ(site->handle(get("/lo/doc/5")).body, "lo:/doc/5:5");
    const auto slash = site->handle(get("/en/doc/5/"));
    EXPECT_EQ(slash.status, 303);
    EXPECT_EQ(slash.header("Location"), "/en/doc/5");
}

TEST_F(SiteTest, EveryAnswerCarriesTheSecurityHeaders) {
    for (const auto* target : {"/", "/khong-co", "/hong", "/healthz", "/static/a.123.css"}) {
        const auto response = site->handle(get(target));
        EXPECT_TRUE(
            response.header("Content-Security-Policy").starts_with("default-src 'none'; script-src 'self'"));
        EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    }
}

TEST_F(SiteTest, AssetsAreKeptAndNotSentTwice) {
    auto request = get("/static/a.123.css", false);
    auto response = site->handle(request);
    EXPECT_EQ(response.bytes(), "body{}");
    EXPECT_EQ(response.header("Cache-Control"), "public, max-age=31536000, immutable");
    request.headers.add("accept-encoding", "gzip, br");
    response = site->handle(request);
    EXPECT_EQ(response.bytes(), "br!");
    EXPECT_EQ(response.header("Content-Encoding"), "br");
    request.headers.add("if-none-match", "\"123-br\"");
    EXPECT_EQ(site->handle(request).status, 304);
}

TEST_F(SiteTest, PublicPagesAreAskedAgainPersonalOnesNotStored) {
    EXPECT_EQ(site->handle(get("/doc/5")).header("Cache-Control"), "no-store");
    auto request = get("/", false);
    const auto first = site->handle(request);
    EXPECT_EQ(first.header("Cache-Control"), "private, no-cache");
    request.headers.add("if-none-match", std::string(first.header("ETag")));
    EXPECT_EQ(site->handle(request).status, 304);
}

TEST_F(SiteTest, LongPublicPagesAreCompressedPersonalOnesAreNot) {
    auto request = get("/dai", false);
    EXPECT_EQ(site->handle(request).body.size(), 5000u);
    request.headers.add("accept-encoding", "gzip, deflate");
    const auto small = site->handle(request);
    EXPECT_EQ(small.header("Content-Encoding"), "gzip");
    EXPECT_LT(small.body.size(), 100u);
    auto personal = get("/dai");
    personal.headers.add("accept-encoding", "gzip");
    EXPECT_EQ(site->handle(personal).body.size(), 5000u);
}

TEST_F(SiteTest, HealthIsForAllMetricsForThisMachine) {
    EXPECT_EQ(site->handle(get("/healthz", false)).body, R"({"status":"ok"})");
    auto request = get("/metrics", false);
    EXPECT_NE(site->handle(request).body.find("kheo_http_requests_total"), std::string::npos);
    request.headers.add("x-forwarded-for", "203.0.113.5");
    EXPECT_EQ(site->handle(request).status, 404);
    request = get("/metrics", false);
    request.remote = "203.0.113.5";
    EXPECT_EQ(site->handle(request).status, 404);
}

TEST_F(SiteTest, MetricsAreNotForWhatAProxyPassesOn) {
    for (const auto* header : {"x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-proto"}) {
        auto request = get("/metrics", false);
        request.headers.add(header, "127.0.0.1");
        EXPECT_EQ(site->handle(request).status, 404) << header;
    }
}

TEST_F(SiteTest, RequestsAreCountedByTheirRoute) {
    site->handle(get("/doc/5"));
    site->handle(get("/doc/6?ten=Nguyen"));
    site->handle(get("/quan-tri"));
    site->handle(get("/khong/Nguyen"));
    const auto text = site->handle(get("/metrics", false)).body;
    for (const auto* line : {"kheo_http_requests_total{route=\"/doc/{id}\",status=\"2xx\"} 2\n",
                             "kheo_http_requests_total{route=\"/quan-tri\",status=\"4xx\"} 1\n",
                             "kheo_http_requests_total{route=\"none\",status=\"4xx\"} 1\n",
                             "kheo_http_request_seconds_bucket{route=\"/doc/{id}\",le=\"+Inf\"} 2\n",
                             "kheo_http_request_seconds_count{route=\"/doc/{id}\"} 2\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    EXPECT_EQ(text.find("Nguyen"), std::string::npos);
}

TEST_F(SiteTest, AnAccountThatAsksTooOftenIsToldToWait) {
    limit({}, {1, 3});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(site->handle(get("/doc/5")).status, 200);
    const auto refused = site->handle(get("/en/doc/5"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_NE(refused.body.find("Wait 1 seconds"), std::string::npos) << refused.body;
    EXPECT_EQ(site->handle(get("/", false)).status, 200);  // others are not held up
}

TEST_F(SiteTest, AnAddressThatAsksTooOftenIsToldToWait) {
    limit({1, 3}, {});
    const auto wait = [&](std::string remote, std::string forwarded = {}) {
        auto request = get("/doc/5");
        request.remote = std::move(remote);
        if (!forwarded.empty()) request.headers.add("x-forwarded-for", forwarded);
        return site->admit(request).wait;
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(wait("203.0.113.5"), 0);
    EXPECT_EQ(wait("203.0.113.5"), 1);
    EXPECT_EQ(wait("203.0.113.5", "198.51.100.1"), 1);  // writing a header does not make another client
    EXPECT_EQ(wait("127.0.0.1", "203.0.113.5"), 1);     // the same client through the proxy
    EXPECT_EQ(wait("127.0.0.1", "198.51.100.1, 203.0.113.5"), 1);
    EXPECT_EQ(wait("203.0.113.6"), 0);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(wait("2001:db8::" + std::to_string(i + 1)), 0);
    EXPECT_EQ(wait("2001:db8::ffff"), 1);                         // one household
    for (int i = 0; i < 9; ++i) EXPECT_EQ(wait("127.0.0.1"), 0);  // this machine itself
    auto asset = get("/static/a.123.css");
    asset.remote = "203.0.113.5";
    EXPECT_EQ(site->admit(asset).wait, 0);
    const auto page = site->refuse(get("/doc/5"), 429, {"seconds", "7"});
    EXPECT_EQ(page.header("Retry-After"), "7");
    EXPECT_NE(page.body.find("Chờ 7 giây"), std::string::npos);
}

TEST_F(SiteTest, WhatLiesReadyIsNotCountedHoweverItIsSpelt) {
    limit({1, 1}, {});
    auto request = get("/ngo", false);
    request.remote = "203.0.113.5";
    const auto first = site->admit(request);
    ASSERT_TRUE(first.watch);
    EXPECT_FALSE(first.page);
    const auto drawing = site->cache().begin(first.key, *first.watch, {});
    site->cache().finish(drawing, site->draw(request, *drawing).page);
    EXPECT_EQ(site->admit([&] { return request.target = "/khac", request; }()).wait, 1);
    for (const auto* spelling : {"/ngo", "/ngo?", "/%6Ego"}) {
        request.target = spelling;
        const auto ready = site->admit(request);
        EXPECT_EQ(ready.wait, 0) << spelling;
        EXPECT_TRUE(ready.page) << spelling;
    }
}

TEST(Address, KnowsItsOwnMachineAndWhatAProxyPassedOn) {
    for (const auto* own : {"127.0.0.1", "127.3.2.1", "::1", "[::1]", "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1"})
        EXPECT_TRUE(is_loopback(own)) << own;
    for (const auto* other : {"", "127.evil.example", "127.", "203.0.113.5", "::2", "localhost"})
        EXPECT_FALSE(is_loopback(other)) << other;
    for (const auto* name : {"x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"}) {
        Fields headers;
        EXPECT_FALSE(is_forwarded(headers));
        headers.add(name, "x");
        EXPECT_TRUE(is_forwarded(headers)) << name;
    }
}

TEST_F(SiteTest, CookiesCannotBeReadByScriptsAndStayOnTls) {
    Response response;
    response.set_cookie({"a", "b", -1, true});
    EXPECT_EQ(response.header("Set-Cookie"), "a=b; Path=/; HttpOnly; SameSite=Lax; Secure");
    response = {};
    response.set_cookie({"a", "b\r\nX: y", 5, false});
    EXPECT_EQ(response.header("Set-Cookie"), "a=bX: y; Path=/; HttpOnly; SameSite=Lax; Max-Age=5");
}

TEST(LogLine, IsOneLineOfJsonOrOfWords) {
    Request request;
    request.error_id = "ABCD-EFG-HJKL";
    request.route = "/doc/{id}";
    Response response = Response::html("x", 500);
    const LogEntry entry{0, "Đĩa đầy.", "first \"line\"\nDETAIL: Key (name)=(Nguyen)", 1234};
    EXPECT_EQ(log_line(LogFormat::json, request, response, entry),
              "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"error\",\"id\":\"ABCD-EFG-HJKL\","
              "\"method\":\"GET\","
              "\"route\":\"/doc/{id}\",\"status\":500,\"ms\":1.234,\"bytes\":1,\"sentence\":\"Đĩa "
              "đầy.\",\"detail\":\"first "
              "\\\"line\\\"\"}\n");
    EXPECT_EQ(
        log_line(LogFormat::text, request, response, entry),
        "time=1970-01-01T00:00:00.000Z level=error id=ABCD-EFG-HJKL method=GET route=/doc/{id} status=500 "
        "ms=1.234 bytes=1 sentence=\"Đĩa đầy.\" detail=\"first \\\"line\\\"\"\n");
}

TEST_F(SiteTest, AdmissionTellsTheRoutesBodyLimit) {
    EXPECT_EQ(site->admit(post("/doc/5", "")).body_limit, 1024u);
    EXPECT_EQ(site->admit(get("/doc/5")).body_limit, 0u);
    EXPECT_EQ(site->admit(post("/tai-len", "")).body_limit, 50u << 20);
    EXPECT_EQ(site->admit(post("/tai-len", "", false)).body_limit, 1u << 20);  // nobody signed in
    EXPECT_EQ(site->admit(post("/khong-co", "")).body_limit, 64u * 1024);      // to be told 404, not 413
    EXPECT_TRUE(site->admit(get("/healthz")).quick);
    const auto page = site->refuse(post("/doc/5", ""), 413, {"limit", "20 MB"});
    EXPECT_EQ(page.status, 413);
    EXPECT_NE(page.body.find("20 MB"), std::string::npos);
}

TEST(Download, NamesTheFileForEveryBrowser) {
    const auto response = Response::download("x", "application/zip", "Báo cáo \"quý\".zip");
    EXPECT_EQ(response.header("Content-Disposition"),
              "attachment; filename=\"bao-cao--quy-.zip\"; "
              "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%22qu%C3%BD%22.zip");
}

}  // namespace
}  // namespace kheo::http
