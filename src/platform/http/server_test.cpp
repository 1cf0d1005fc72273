// SPDX-License-Identifier: Apache-2.0
// The server over real sockets: limits, deadlines, order, the end; unkind clients first.
#include "platform/http/running_server.hpp"

namespace kheo::http {
namespace {

using test::Client;
using namespace std::chrono_literals;
class ServerTest : public test::RunningServer {};

TEST_F(ServerTest, ABusyPortIsSaidInASentence) {
    start();
    ServerOptions options;
    options.port = server->port();
    Server second(options, *site);
    const auto result = second.run();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::environment);
    EXPECT_NE(result.error().message.in(Language::en).find("already in use"), std::string::npos);
}

TEST_F(ServerTest, ABodyAboveTheRoutesLimitIs413WithASentence) {
    start();
    auto declared = client();
    const auto answer = declared.ask("POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\nx=");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
    EXPECT_NE(answer.find("97 kB"), std::string::npos);

    auto chunked = client();
    std::string body = "POST /gui HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 30; ++i) body += "1388\r\n" + std::string(5000, 'x') + "\r\n";
    EXPECT_TRUE(chunked.ask(body + "0\r\n\r\n").starts_with("HTTP/1.1 413 "));
}

class KnownReader : public test::RunningServer {
  protected:
    KnownReader() {
        SiteOptions options;
        options.log = [](std::string_view) {};
        options.identify = [](const Request& request) -> Result<auth::Principal> {
            if (request.cookies.get("kheo_session") != "s") return fail(ErrorKind::environment, Message{});
            auth::Principal who;
            who.user = auth::UserId{7};
            who.name = "canbo";
            return who;
        };
        options.error_page = [](const Request& request, const Error& error, int status) {
            return Response::html("<p>" + request.who.name + ": " + error.message.in(Language::en) + "</p>",
                                  status);
        };
        site = std::make_unique<Site>(table(), std::move(options), clock);
    }
};

TEST_F(KnownReader, WhoSendsTooMuchIsStillSignedIn) {
    start();
    const std::string head = "POST /gui HTTP/1.1\r\nHost: a\r\n", session = "Cookie: kheo_session=s\r\n";
    const auto declared =
        client().ask(head + session + "Content-Length: 9000000\r\n\r\n" + std::string(300'000, 'x'));
    EXPECT_TRUE(declared.starts_with("HTTP/1.1 413 ")) << declared;
    EXPECT_NE(declared.find("canbo: "), std::string::npos) << declared;
    EXPECT_NE(declared.find("97 kB"), std::string::npos) << declared;
    std::string chunks;
    for (int i = 0; i < 30; ++i) chunks += "1388\r\n" + std::string(5000, 'x') + "\r\n";
    const auto chunked =
        client().ask(head + session + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
    EXPECT_TRUE(chunked.starts_with("HTTP/1.1 413 ")) << chunked;
    EXPECT_NE(chunked.find("canbo: "), std::string::npos) << chunked;
    const auto unknown = client().ask(head + "Content-Length: 9000000\r\n\r\nx=");
    EXPECT_TRUE(unknown.starts_with("HTTP/1.1 413 ")) << "also where nobody can be asked who it is";
    EXPECT_EQ(server->body_bytes(), 0u);
}

TEST_F(ServerTest, KeepsTheConnectionAndAnswersInOrder) {
    start();
    auto peer = client();
    const auto both = peer.ask(
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
        "GET /khong HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const auto first = both.find("HTTP/1.1 200 OK");
    const auto second = both.find("HTTP/1.1 200 OK", first + 1);
    const auto third = both.find("HTTP/1.1 404 ");
    ASSERT_TRUE(first != std::string::npos && second != std::string::npos && third != std::string::npos)
        << both;
    EXPECT_NE(both.substr(first, second).find("\r\n\r\nhello"), std::string::npos);
    EXPECT_NE(both.substr(second, third - second).find("Content-Length: 5\r\n"), std::string::npos);
    EXPECT_TRUE(both.substr(second, third - second).ends_with("\r\n\r\n"));  // HEAD has no body
}

TEST_F(ServerTest, ALongLineOfRequestsIsAnsweredToTheEnd) {
    start();
    std::string requests;
    for (int i = 0; i < 500; ++i) requests += "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const auto answers =
        client().ask(requests + "GET /khong HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    std::size_t count = 0;
    for (auto at = answers.find("\r\n\r\nhello"); at != std::string::npos;
         at = answers.find("\r\n\r\nhello", at + 1))
        ++count;
    EXPECT_EQ(count, 500u);
    EXPECT_NE(answers.find("HTTP/1.1 404 "), std::string::npos);
}

TEST_F(ServerTest, ALargeAnswerArrivesWhole) {
    start();
    auto peer = Client(server->port(), 4096);
    const auto answer = peer.ask("GET /lon HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const auto body = answer.find("\r\n\r\n") + 4;
    EXPECT_NE(answer.find("Content-Length: 8388608\r\n"), std::string::npos);
    EXPECT_EQ(answer.size() - body, 8u << 20);
}

TEST_F(ServerTest, AllBodiesTogetherHaveALimit) {
    ServerOptions options;
    options.body_budget = 50'000;
    start(options);
    const std::string head =
        "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Connection: close\r\nContent-Length: 40000\r\n\r\n";
    const std::string body = "_csrf=t&x=" + std::string(39'990, 'y');
    auto first = client();
    first.send(head + body.substr(0, 39'000));
    while (server->body_bytes() < 39'000) std::this_thread::sleep_for(1ms);
    EXPECT_TRUE(client().ask(head + body).starts_with("HTTP/1.1 503 "));
    EXPECT_NE(first.ask(body.substr(39'000)).find("39990!"), std::string::npos);
    EXPECT_NE(client().ask(head + body).find("39990!"), std::string::npos);  // the room was given back
}

TEST_F(ServerTest, LargeBodiesNeverTakeTheRoomOfSmallForms) {
    ServerOptions options;
    options.body_budget = 160'000;
    start(options);
    const auto post = [](std::size_t size) {
        return "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
               "Connection: close\r\nContent-Length: " +
               std::to_string(size) + "\r\n\r\n_csrf=t&x=" + std::string(size - 10, 'y');
    };
    auto first = client(), second = client();
    auto stalled = post(82'000);
    stalled.pop_back();
    first.send(stalled);
    while (server->body_bytes() < 81'999) std::this_thread::sleep_for(1ms);
    auto other = post(70'000);
    other.pop_back();
    second.send(other);
    EXPECT_TRUE(second.read_all().starts_with("HTTP/1.1 503 "));
    EXPECT_NE(client().ask(post(60'000)).find("59990!"), std::string::npos);
    EXPECT_NE(first.ask("y").find("81990!"), std::string::npos);
}

TEST_F(ServerTest, WhoFindsNoPlaceIsToldSo) {
    ServerOptions options;
    options.most_connections = 2;
    start(options);
    auto one = client();
    auto two = client();
    for (auto* each : {&one, &two})
        each->send("POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n12345");
    while (server->body_bytes() < 10) std::this_thread::sleep_for(1ms);
    const auto answer = client().read_all();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 503 ")) << answer;
    EXPECT_NE(answer.find("Retry-After: "), std::string::npos);
}

TEST_F(ServerTest, InAFullHouseWhoIsIdleLongestMakesRoom) {
    ServerOptions options;
    options.most_connections = 2;
    start(options);
    const auto asks = [](Client& who) {
        who.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        return who.read_until("hello").ends_with("hello");
    };
    auto first = client();
    EXPECT_TRUE(asks(first));
    auto second = client();
    EXPECT_TRUE(asks(second));
    auto third = client();
    EXPECT_TRUE(asks(third));
    EXPECT_EQ(first.read_all(), "") << "closed, and without an error page";
    EXPECT_TRUE(asks(second));
    EXPECT_TRUE(asks(third));
}

TEST_F(ServerTest, OneAddressHasOnlyItsShareOfTheConnections) {
    SiteOptions site_options;
    site_options.log = [](std::string_view) {};
    site_options.proxies.clear();  // this machine is no proxy here
    site = std::make_unique<Site>(table(), std::move(site_options), clock);
    ServerOptions options;
    options.most_per_address = 2;
    start(options);
    auto one = std::make_unique<Client>(server->port());
    const Client two(server->port());
    EXPECT_TRUE(Client(server->port()).read_all().starts_with("HTTP/1.1 503 "));
    const std::string request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    EXPECT_NE(Client(server->port(), 0, 2).ask(request).find("hello"), std::string::npos);
    one.reset();
    while (server->connections() > 1) std::this_thread::sleep_for(1ms);
    EXPECT_NE(Client(server->port()).ask(request).find("hello"), std::string::npos) << "given back";
}

TEST_F(ServerTest, ReadsChunkedAndExpectedBodies) {
    start();
    const std::string type = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n";
    const auto chunked =
        client().ask("POST /gui HTTP/1.1\r\nHost: a\r\n" + type +
                     "Transfer-Encoding: chunked\r\n\r\n5\r\n_csrf=t&x\r\n4\r\n=abc\r\n0\r\n\r\n");
    EXPECT_TRUE(chunked.starts_with("HTTP/1.1 400 ")) << chunked;  // the first chunk is longer than it says
    const auto right =
        client().ask("POST /gui HTTP/1.1\r\nHost: a\r\n" + type +
                     "Transfer-Encoding: chunked\r\n\r\na\r\n_csrf=t&x=\r\n4\r\nabcd\r\n0\r\n\r\n");
    EXPECT_NE(right.find("4!"), std::string::npos) << right;
    auto polite = client();
    polite.send("POST /gui HTTP/1.1\r\nHost: a\r\n" + type +
                "Expect: 100-continue\r\nContent-Length: 14\r\n\r\n");
    EXPECT_TRUE(polite.read_until("\r\n\r\n").starts_with("HTTP/1.1 100 Continue"));
    EXPECT_NE(polite.ask("_csrf=t&x=abcd").find("4!"), std::string::npos);
}

TEST_F(ServerTest, MoreThanThePoolHoldsIsToldSo) {
    ServerOptions options;
    options.handler_threads = 1;
    options.most_waiting = 1;
    start(options);
    std::vector<std::thread> threads;
    std::atomic<int> busy{0}, served{0};
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            const auto answer = client().ask("GET /cham HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            busy += answer.starts_with("HTTP/1.1 503 ");
            served += answer.starts_with("HTTP/1.1 200 ");
        });
    for (auto& each : threads) each.join();
    EXPECT_GE(busy, 1);
    EXPECT_GE(served, 1);
    EXPECT_EQ(busy + served, 6);
}

}  // namespace
}  // namespace kheo::http
