// SPDX-License-Identifier: Apache-2.0
// Slow clients and the end of a server. Times are short; that a thing happens at all decides, not how fast.
#include "platform/http/running_server.hpp"

namespace kheo::http {
namespace {

using test::Client;
using namespace std::chrono_literals;

class DeadlineTest : public test::RunningServer {
  protected:
    static ServerOptions impatient() {
        ServerOptions options;
        options.header_time = options.slack_time = 400ms;
        options.least_rate = 1'000'000'000;
        options.io_threads = 2;
        return options;
    }
};

TEST_F(DeadlineTest, SlowClientsAreClosedOthersDoNotNotice) {
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

TEST_F(DeadlineTest, AnUploadBelowTheLeastRateIsClosed) {
    ServerOptions options;
    options.slack_time = 300ms;
    options.least_rate = 1'000'000;
    start(options);
    EXPECT_EQ(client().ask("POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nx=1"), "");
}

TEST_F(DeadlineTest, WhatWasSentFastIsNoCreditForStandingStill) {
    ServerOptions options;
    options.slack_time = 300ms;
    options.least_rate = 1'000;  // the 90,000 bytes alone would buy 90 seconds
    start(options);
    auto peer = client();
    peer.send("POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx=");
    while (server->body_bytes() < 2) std::this_thread::sleep_for(1ms);
    const auto asked = std::chrono::steady_clock::now();
    EXPECT_EQ(peer.ask(std::string(90'000, 'x')), "");
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 5s);
}

TEST_F(DeadlineTest, WhatWasReadFastIsNoCreditForStandingStill) {
    ServerOptions options;
    options.slack_time = 300ms;
    options.least_rate = 1'000;
    start(options);
    Client reader(server->port(), 4096);
    reader.send("GET /lon HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(reader.read_bytes(1u << 20), 1u << 20);
    for (int i = 0; i < 250 && server->connections() > 0; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server->connections(), 0u);
}

TEST_F(DeadlineTest, ASteadyUploadMayTakeItsTime) {
    ServerOptions options;
    options.slack_time = 1s;
    options.least_rate = 1'000;
    start(options);
    auto peer = client();
    const std::string body = "_csrf=t&x=" + std::string(19'990, 'y');
    peer.send(
        "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Connection: close\r\nContent-Length: 20000\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += 500) {
        peer.send(std::string_view(body).substr(at, 500));
        std::this_thread::sleep_for(30ms);
    }
    EXPECT_NE(peer.read_all().find("19990!"), std::string::npos);
}

// At the end all that is left of the answer lies in the system's buffers; its reader is slow but reads.
TEST_F(DeadlineTest, ASteadyReaderMayTakeItsTime) {
    ServerOptions options;
    options.slack_time = 1s;
    options.least_rate = 1'000;
    start(options);
    Client reader(server->port(), 4096);
    reader.send("GET /vua HTTP/1.1\r\nHost: a\r\n\r\n");
    std::size_t got = 0;
    while (const auto more = reader.read_some(20'000)) {
        if ((got += more) > 1'000'000) break;
        std::this_thread::sleep_for(15ms);
    }
    EXPECT_GT(got, 1'000'000u);
}

TEST_F(DeadlineTest, WhoNeverAsksIsClosedSoonerThanWhoHasAsked) {
    auto options = impatient();
    options.idle_time = 60s;
    start(options);
    auto asked = client();
    asked.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_NE(asked.read_until("hello"), "");
    auto silent = client();
    EXPECT_EQ(silent.read_all(), "");
    asked.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_NE(asked.read_all().find("hello"), std::string::npos);
}

TEST_F(DeadlineTest, AHeaderHasOneDeadlineHoweverOftenAPieceComes) {
    start(impatient());
    auto peer = client();
    peer.send("GET / HTTP/1.1\r\n");
    bool open = true;
    for (int i = 0; open && i < 200; ++i) {
        open = peer.send("X: y\r\n");
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_FALSE(open);
}

TEST_F(DeadlineTest, WhoDoesNotReadIsClosed) {
    start(impatient());
    Client reader(server->port(), 4096);
    reader.send("GET /lon HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(1500ms);
    EXPECT_LT(reader.read_all().size(), 8u << 20);
}

// 300 connections that dribble headers, dribble bodies or do not read, and one client that behaves.
TEST_F(DeadlineTest, ManySlowClientsAreClosedAndANormalOneIsServed) {
    start(impatient());
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 300; ++i) slow.push_back(std::make_unique<Client>(server->port(), 4096));
    const auto reads_nothing = [](std::size_t i) { return i % 15 == 14; };
    for (std::size_t i = 0; i < slow.size(); ++i)
        slow[i]->send(reads_nothing(i) ? "GET /lon HTTP/1.1\r\nHost: a\r\n\r\n"
                      : i % 2 == 0     ? "GET / HTTP/1.1\r\nHost: a\r\n"
                                       : "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n");
    for (int round = 0; round < 20; ++round) {
        EXPECT_NE(client().ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").find("hello"),
                  std::string::npos);
        for (std::size_t i = 0; i < slow.size(); ++i)
            if (!reads_nothing(i)) slow[i]->send("y");
        std::this_thread::sleep_for(50ms);
    }
    for (int i = 0; i < 400 && server->connections() > 0; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server->connections(), 0u);
}

TEST_F(DeadlineTest, StoppingFinishesWhatHasBegun) {
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

TEST_F(DeadlineTest, AHandlerThatOutlastsTheGraceIsHeardToItsEnd) {
    ServerOptions options;
    options.grace = 50ms;
    start(options);
    auto peer = client();
    peer.send("GET /cham HTTP/1.1\r\nHost: a\r\n\r\n");
    while (!begun) std::this_thread::sleep_for(5ms);
    server->stop();
    EXPECT_NE(peer.read_all().find("slow"), std::string::npos);
}

TEST_F(DeadlineTest, AHalfSentRequestDoesNotHoldUpTheEnd) {
    ServerOptions options;
    options.grace = 300ms;
    start(options);
    auto peer = client();
    peer.send("GET / HTTP/1.1\r\n");
    const auto asked = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 8s);
}

}  // namespace
}  // namespace kheo::http
