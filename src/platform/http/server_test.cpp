// SPDX-License-Identifier: Apache-2.0
// The server over real sockets, unkind clients first.
#include "platform/http/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace kheo::http {
namespace {

using namespace std::chrono_literals;

class Client {
  public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval limit{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        connected = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    std::string read_until(std::string_view end) {
        std::string out;
        char buffer[4096];
        while (out.find(end) == std::string::npos) {
            const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            out.append(buffer, static_cast<std::size_t>(got));
        }
        return out;
    }
    std::string read_all() { return read_until("\x01never"); }
    std::string ask(std::string_view request) {
        send(request);
        return read_all();
    }

    bool connected = false;

  private:
    int socket_;
};

class ServerTest : public ::testing::Test {
  protected:
    ServerTest() {
        SiteOptions site_options;
        site_options.log = [](std::string_view) {};
        site_options.identify = [](const Request&) -> Result<auth::Principal> {
            auth::Principal who;
            who.csrf = "t";
            return who;
        };
        site = std::make_unique<Site>(table(), std::move(site_options), clock);
    }
    ~ServerTest() override { stop(); }

    std::vector<Route> table() {
        return {{Method::get, "/", auth::Permission::everyone,
                 [](const Request&) -> Result<Response> { return Response::html("hello"); }, 0},
                {Method::get, "/cham", auth::Permission::everyone,
                 [this](const Request&) -> Result<Response> {
                     begun = true;
                     std::this_thread::sleep_for(300ms);
                     return Response::html("slow");
                 },
                 0},
                {Method::post, "/gui", auth::Permission::everyone,
                 [](const Request& request) -> Result<Response> {
                     return Response::html(std::to_string(request.form.get("x").size()) + "!");
                 },
                 100'000}};
    }

    void start(ServerOptions options = {}) {
        options.port = 0;
        options.handle_signals = false;
        server = std::make_unique<Server>(options, *site);
        ASSERT_TRUE(server->listen());
        thread = std::thread([this] { EXPECT_TRUE(server->run()); });
    }
    void stop() {
        if (server) server->stop();
        if (thread.joinable()) thread.join();
        server.reset();
    }
    Client client() { return Client(server->port()); }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    std::unique_ptr<Site> site;
    std::unique_ptr<Server> server;
    std::thread thread;
    std::atomic<bool> begun{false};
};

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

TEST_F(ServerTest, RefusesWhatTwoServersMayReadDifferently) {
    start();
    const std::vector<std::string> odd{
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nx=1",
        "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nx=1",
        "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nx=1",
        "POST /gui HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST /gui HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /gui HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /gui HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nx=1",
        "POST /gui HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \0y\r\n\r\n", 34),
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 junk of another protocol\r\n\r\n",
    };
    for (const auto& request : odd)
        EXPECT_TRUE(client().ask(request).starts_with("HTTP/1.1 400 ")) << request;
}

TEST_F(ServerTest, AHeaderWithoutEndIs431) {
    start();
    auto peer = client();
    std::string request = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x');
    EXPECT_TRUE(peer.ask(request).starts_with("HTTP/1.1 431 "));
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

TEST_F(ServerTest, SlowClientsAreClosedOthersDoNotNotice) {
    ServerOptions options;
    options.header_time = 400ms;
    options.idle_time = 400ms;
    start(options);
    auto dribbler = client();
    auto silent = client();
    std::thread slowly([&] {
        for (const char c : std::string("GET / HTTP/1.1\r\nHost: a\r\nX: ")) {
            if (!dribbler.send(std::string(1, c))) return;
            std::this_thread::sleep_for(60ms);
        }
    });
    EXPECT_NE(client().ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").find("hello"),
              std::string::npos);
    const auto start_of_wait = std::chrono::steady_clock::now();
    EXPECT_EQ(dribbler.read_all(), "");
    EXPECT_EQ(silent.read_all(), "");
    EXPECT_LT(std::chrono::steady_clock::now() - start_of_wait, 3s);
    slowly.join();
}

TEST_F(ServerTest, AnUploadBelowTheLeastRateIsClosed) {
    ServerOptions options;
    options.slack_time = 300ms;
    options.least_rate = 1'000'000;
    start(options);
    EXPECT_EQ(client().ask("POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nx=1"), "");
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

TEST_F(ServerTest, StoppingFinishesWhatHasBegun) {
    start();
    auto peer = client();
    auto idle = client();
    peer.send("GET /cham HTTP/1.1\r\nHost: a\r\n\r\n");
    while (!begun) std::this_thread::sleep_for(5ms);
    const auto port = server->port();
    const auto asked = std::chrono::steady_clock::now();
    server->stop();
    const auto answer = peer.read_all();
    EXPECT_NE(answer.find("slow"), std::string::npos);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
    EXPECT_EQ(idle.read_all(), "");
    thread.join();
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 5s);
    EXPECT_FALSE(Client(port).connected);
}

}  // namespace
}  // namespace kheo::http
