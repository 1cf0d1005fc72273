// SPDX-License-Identifier: Apache-2.0
// Kept pages over real sockets: what may be kept, for whom, and until when.
#include <future>

#include "platform/http/page_cache.hpp"
#include "platform/http/running_server.hpp"

namespace kheo::http {
namespace {

using namespace std::chrono_literals;
using auth::Permission;

class KeptPages : public test::RunningServer {
  protected:
    KeptPages() {
        SiteOptions options;
        options.log = [](std::string_view) {};
        options.page_cookies = {"kheo_mau", "kheo_co"};
        options.identify = [](const Request& request) -> Result<auth::Principal> {
            auth::Principal who;
            if (request.cookies.get("kheo_session") == "officer") who.user = auth::UserId{7};
            if (!request.cookies.get("kheo_visit").empty()) who.csrf = "of the visit";
            return who;
        };
        site = std::make_unique<Site>(pages(), std::move(options), clock);
        ServerOptions server_options;
        server_options.io_threads = 2;
        start(server_options);
    }

    std::vector<Route> pages() {
        const auto page = [this](std::string pattern, std::function<Response(const Request&)> draw) {
            return Route{Method::get,
                         std::move(pattern),
                         Permission::everyone,
                         [this, draw = std::move(draw)](const Request& request) -> Result<Response> {
                             ++drawn;
                             return draw(request);
                         },
                         0,
                         {"registry", "territory"}};
        };
        const auto text = [this](const Request& request) {
            return Response::html("<p>" + std::string(language_code(request.language)) + " " +
                                  std::string(request.query.get("tim")) + " " +
                                  std::string(request.cookies.get("kheo_mau")) + " [" + current() + "]" +
                                  std::string(4000, 'x'));
        };
        return {
            page("/", text),
            page("/mo-hinh/{number}",
                 [text](const Request& request) {
                     auto response = text(request);
                     if (request.captures.get("number") == "khong") response.status = 404;
                     return response;
                 }),
            page("/bieu-mau",
                 [](const Request&) {
                     return Response::html("<input name=\"_csrf\" value=\"\">" + std::string(2000, 'x'));
                 }),
            page("/banh",
                 [](const Request&) {
                     return Response::html(std::string(2000, 'x')).set_cookie({"kheo_visit", "v", -1, false});
                 }),
            page("/cham", [this, text](const Request& request) {
                auto response = text(request);
                begun = true;
                while (held) std::this_thread::sleep_for(1ms);
                return response;
            })};
    }

    std::string current() {
        const std::scoped_lock lock(mutex);
        return value;
    }
    void edit(std::string to, std::string_view topic = "registry") {
        {
            const std::scoped_lock lock(mutex);
            value = std::move(to);
        }
        site->changed(topic);
    }
    std::string get(std::string_view target, std::string_view more = "", std::string_view method = "GET") {
        return client().ask(std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" +
                            std::string(more) + "Connection: close\r\n\r\n");
    }
    int drawings_of(const std::function<void()>& asking) {
        const int before = drawn;
        asking();
        return drawn - before;
    }

    std::mutex mutex;
    std::string value = "old";
    std::atomic<int> drawn{0};
    std::atomic<bool> held{true};
};

TEST_F(KeptPages, AreNotForThoseWhoMayBeKnown) {
    get("/");
    for (const auto* cookie :
         {"kheo_session=officer", "kheo_session=unknown", "kheo_visit=abc", "kheo_new=1",
          "a=b; kheo_session=officer", "kheo_mau=TOI\"", "\"kheo_mau\"=1; kheo_session=x"})
        EXPECT_EQ(drawings_of([&] { get("/", "Cookie: " + std::string(cookie) + "\r\n"); }), 1) << cookie;
    EXPECT_EQ(drawings_of([&] { get("/", "Authorization: Basic eA==\r\n"); }), 1);
    EXPECT_EQ(drawings_of([&] { get("/", "Cookie: _ga=1; other=2\r\n"); }), 0);
    EXPECT_NE(get("/", "Cookie: kheo_session=officer\r\n").find("Cache-Control: no-store"),
              std::string::npos);
}

TEST_F(KeptPages, AreNotForWhoSaysTwoThingsOfOneLook) {
    get("/", "Cookie: kheo_mau=toi; kheo_mau=sang\r\n");
    EXPECT_EQ(drawings_of([&] { get("/", "Cookie: kheo_mau=toi; kheo_mau=sang\r\n"); }), 1) << "kept";
    EXPECT_NE(get("/", "Cookie: kheo_mau=sang\r\n").find("<p>vi  sang "), std::string::npos);
    EXPECT_EQ(drawings_of([&] { get("/", "Cookie: kheo_mau=; kheo_mau=toi\r\n"); }), 1);
}

TEST_F(KeptPages, WithATokenACookieOrAnErrorAreDrawnForEachReader) {
    EXPECT_EQ(drawings_of([&] { get("/bieu-mau"), get("/bieu-mau"); }), 2);
    EXPECT_EQ(drawings_of([&] { get("/banh"), get("/banh"); }), 2);
    EXPECT_EQ(drawings_of([&] { get("/mo-hinh/khong"), get("/mo-hinh/khong"); }), 2);
    EXPECT_TRUE(get("/mo-hinh/khong").starts_with("HTTP/1.1 404 "));
}

TEST_F(KeptPages, AnEditIsSeenByTheVeryNextReader) {
    EXPECT_NE(get("/").find("[old]"), std::string::npos);
    EXPECT_EQ(drawings_of([&] { EXPECT_NE(get("/").find("[old]"), std::string::npos); }), 0);
    for (const auto* topic : {"registry", "territory", ""}) {
        edit(std::string("after ") + topic, topic);
        EXPECT_NE(get("/").find(std::string("[after ") + topic + "]"), std::string::npos);
    }
    edit("unseen", "office");
    EXPECT_EQ(drawings_of([&] { get("/"); }), 0);
}

TEST_F(KeptPages, WhatWasDrawnBeforeAnEditIsNotServedAfterIt) {
    auto early = std::async(std::launch::async, [&] { return get("/cham"); });
    while (!begun) std::this_thread::sleep_for(1ms);
    begun = false;
    edit("new");
    auto late =
        std::async(std::launch::async, [&] { return get("/cham"); });  // must not join the old drawing
    while (!begun) std::this_thread::sleep_for(1ms);
    held = false;
    EXPECT_NE(early.get().find("[old]"), std::string::npos);
    EXPECT_NE(late.get().find("[new]"), std::string::npos);
    EXPECT_NE(get("/cham").find("[new]"), std::string::npos);
    EXPECT_EQ(drawn, 2);
}

TEST_F(KeptPages, AreDrawnOnceHoweverManyAsk) {
    std::vector<std::future<std::string>> all;
    for (int i = 0; i < 20; ++i) all.push_back(std::async(std::launch::async, [&] { return get("/cham"); }));
    while (server->connections() < 20 || !begun) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
    held = false;
    for (auto& each : all) EXPECT_NE(each.get().find("[old]"), std::string::npos);
    EXPECT_EQ(drawn, 1);
}

TEST_F(KeptPages, DifferInLanguageLookAndQueryButNotInSpelling) {
    get("/");
    EXPECT_EQ(drawings_of([&] { EXPECT_NE(get("/en").find("<p>en"), std::string::npos); }), 1);
    EXPECT_EQ(drawings_of([&] { EXPECT_NE(get("/lo/").find("<p>lo"), std::string::npos); }), 1);
    EXPECT_EQ(drawings_of([&] { EXPECT_NE(get("/en/").find("<p>en"), std::string::npos); }), 0);
    EXPECT_EQ(
        drawings_of([&] { EXPECT_NE(get("/", "Cookie: kheo_mau=toi\r\n").find("toi"), std::string::npos); }),
        1);
    EXPECT_EQ(drawings_of([&] { get("/", "Cookie: x=1; kheo_mau=toi\r\n"); }), 0);
    EXPECT_EQ(drawings_of([&] { get("/?tim=n%C6%B0%E1%BB%9Bc&nam=2026"); }), 1);
    EXPECT_EQ(drawings_of([&] { get("/?nam=2026&tim=n%c6%b0%e1%bb%9bc"); }), 0);
    EXPECT_EQ(drawings_of([&] { get("/?tim=b+c"), get("/?tim=b%20c"); }), 1);
    EXPECT_EQ(drawings_of([&] { get("/?tim=khac"); }), 1);
}

TEST_F(KeptPages, AreSentInTheCodingAskedForOrNotAtAll) {
    get("/");
    const auto brotli = get("/", "Accept-Encoding: gzip, br\r\n");
    EXPECT_NE(brotli.find("Content-Encoding: br\r\n"), std::string::npos);
    EXPECT_LT(brotli.size(), 1500u);
    EXPECT_NE(get("/", "Accept-Encoding: gzip, br;q=0\r\n").find("Content-Encoding: gzip\r\n"),
              std::string::npos);
    const auto plain = get("/");
    EXPECT_EQ(plain.find("Content-Encoding"), std::string::npos);
    for (const auto* header : {"Content-Security-Policy: ", "Vary: Cookie, Accept-Encoding\r\n",
                               "Date: ", "Cache-Control: private, no-cache\r\n", "Connection: close\r\n"})
        EXPECT_NE(brotli.find(header), std::string::npos) << header;
    EXPECT_EQ(plain.find("Strict-Transport-Security"), std::string::npos);
    EXPECT_NE(get("/", "X-Forwarded-Proto: https\r\n").find("Strict-Transport-Security: "),
              std::string::npos);

    const auto head = get("/", "", "HEAD");
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    EXPECT_NE(head.find("Content-Length: "), std::string::npos);
    const auto at = plain.find("ETag: ") + 6;
    const auto etag = plain.substr(at, plain.find("\r\n", at) - at);
    const auto unchanged = get("/", "If-None-Match: " + etag + "\r\n");
    EXPECT_TRUE(unchanged.starts_with("HTTP/1.1 304 ")) << unchanged;
    EXPECT_TRUE(unchanged.ends_with("\r\n\r\n"));
    EXPECT_EQ(unchanged.find("Content-Length"), std::string::npos);
    edit("new");
    EXPECT_TRUE(get("/", "If-None-Match: " + etag + "\r\n").starts_with("HTTP/1.1 200 "));
    EXPECT_EQ(drawn, 2);
}

TEST_F(KeptPages, EndAtMidnight) {
    get("/");
    clock.set(clock.now() + 59'000);
    EXPECT_EQ(drawings_of([&] { get("/"); }), 0);
    clock.set(clock.now() + 2'000);
    EXPECT_EQ(drawings_of([&] { get("/"); }), 1);  // a minute at most
    constexpr Millis kHour = 3'600'000;
    clock.set(FixedClock(*Date::parse_iso("2026-11-21")).now() + 12 * kHour - 5'000);
    get("/");
    clock.set(clock.now() + 6'000);
    EXPECT_EQ(drawings_of([&] { get("/"); }), 1);
}

TEST(PageCache, DropsWhatWasNotAskedForLongest) {
    PageCache cache(100'000, {"registry"});
    const auto watch = cache.watch({"registry"});
    const auto put = [&](const std::string& key) {
        auto page = ReadyPage::of_page(Response::html(std::string(4000, 'x') + key));
        page->watch = &watch;
        page->until = 1000;
        cache.finish(cache.begin(key, watch, {}), page);
    };
    put("/");
    for (int i = 0; i < 100; ++i) {
        put("/" + std::to_string(i));
        ASSERT_TRUE(cache.find("/", 1)) << i;
        ASSERT_LE(cache.figures().bytes, 100'000u);
    }
    EXPECT_FALSE(cache.find("/5", 1));
    EXPECT_TRUE(cache.find("/99", 1));
    EXPECT_FALSE(cache.find("/99", 1000));
    EXPECT_GT(cache.figures().evicted, 50u);
}

TEST(PageCache, KeepsNoPageThatWouldFillIt) {
    PageCache cache(100'000, {"registry"});
    const auto watch = cache.watch({"registry"});
    auto page = ReadyPage::of_page(Response::html(std::string(50'000, 'x')));
    page->watch = &watch;
    page->until = 1000;
    cache.finish(cache.begin("/", watch, {}), page);
    EXPECT_FALSE(cache.find("/", 1));
    EXPECT_EQ(cache.figures().bytes, 0u);
}

}  // namespace
}  // namespace kheo::http
