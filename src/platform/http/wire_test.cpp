// SPDX-License-Identifier: Apache-2.0
// What comes off the wire, read strictly: whatever a proxy before us may read differently is refused.
#include "platform/http/running_server.hpp"

namespace kheo::http {
namespace {

using test::Client;
using namespace std::chrono_literals;

struct Case {
    const char* name;
    std::string request;
    int status;
};

std::string post(std::string_view head, std::string_view body) {
    return "POST /gui HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
           std::string(head) + "\r\n" + std::string(body);
}

std::string get(std::string_view head) {
    return "GET / HTTP/1.1\r\n" + std::string(head) + "\r\n";
}

const std::vector<Case>& cases() {
    using namespace std::string_literals;
    static const std::vector<Case> all{
        // Length and coding.
        {"two equal lengths", post("Content-Length: 3\r\nContent-Length: 3\r\n", "x=1"), 400},
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "x=12"), 400},
        {"list of lengths", post("Content-Length: 3, 3\r\n", "x=1"), 400},
        {"length with plus", post("Content-Length: +3\r\n", "x=1"), 400},
        {"length below zero", post("Content-Length: -1\r\n", "x=1"), 400},
        {"hexadecimal length", post("Content-Length: 0x3\r\n", "x=1"), 400},
        {"empty length", post("Content-Length: \r\n", "x=1"), 400},
        {"length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n", "x=1"), 400},
        {"coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
        {"length and coding", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400},
        {"unknown coding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
        {"chunked is not last", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400},
        {"chunked after another", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
        {"identity and length", post("Transfer-Encoding: identity\r\nContent-Length: 3\r\n", "x=1"), 400},
        {"coding on 1.0", "POST /gui HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"coding behind a tab",
         post("Transfer-Encoding:\x0b"s
              "chunked\r\n",
              "0\r\n\r\n"),
         400},
        {"chunk size is no number", post("Transfer-Encoding: chunked\r\n", "zz\r\nx=1\r\n0\r\n\r\n"), 400},
        {"chunk size with 0x", post("Transfer-Encoding: chunked\r\n", "0x3\r\nx=1\r\n0\r\n\r\n"), 400},
        {"chunk size overflows",
         post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nx=1\r\n0\r\n\r\n"), 400},
        {"chunk is longer than it says", post("Transfer-Encoding: chunked\r\n", "2\r\nx=1\r\n0\r\n\r\n"),
         400},
        // Lines.
        {"bare line feeds", "GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", 400},
        {"space before the colon", get("Host : a\r\n"), 400},
        {"folded line", get("Host: a\r\nX: 1\r\n 2\r\n"), 400},
        {"NUL in a value", get("Host: a\r\nX: \0y\r\n"s), 400},
        {"no colon", get("Host: a\r\nGarbage\r\n"), 400},
        {"two cookie lines", get("Host: a\r\nCookie: a=1\r\nCookie: b=2\r\n"), 400},
        {"empty name", get("Host: a\r\n: x\r\n"), 400},
        // Host and request line.
        {"no host", get(""), 400},
        {"two hosts", get("Host: a\r\nHost: b\r\n"), 400},
        {"empty host", get("Host: \r\n"), 400},
        {"host with a path", get("Host: a/b\r\n"), 400},
        {"host with a space", get("Host: a b\r\n"), 400},
        {"host with a user", get("Host: a@b\r\n"), 400},
        {"absolute form", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"authority form", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"no target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"unknown version", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400},
        {"version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 junk of another protocol\r\n\r\n"s, 400},
        {"dot segments", "GET /a/../b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400},
        {"encoded slash", "GET /a%2fb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400},
        {"backslash", "GET /a\\b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400},
        {"fragment", "GET /#x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400},
        {"unknown method", "BREW / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 501},
        // Sizes and expectations.
        {"unknown expectation", post("Expect: a-miracle\r\nContent-Length: 3\r\n", "x=1"), 417},
        {"header without end", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x'), 431},
        {"a body where none belongs", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nx=1", 413},
        // And what is right.
        {"plain", get("Host: a\r\nConnection: close\r\n"), 200},
        {"host with a port", get("Host: [::1]:8080\r\nConnection: close\r\n"), 200},
        {"without host on 1.0", "GET / HTTP/1.0\r\n\r\n", 200},
        {"length", post("Connection: close\r\nContent-Length: 12\r\n", "_csrf=t&x=12"), 200},
        {"chunks",
         post("Connection: close\r\nTransfer-Encoding: chunked\r\n", "c\r\n_csrf=t&x=12\r\n0\r\n\r\n"), 200},
        {"Chunked in capitals",
         post("Connection: close\r\nTransfer-Encoding: Chunked\r\n", "c\r\n_csrf=t&x=12\r\n0\r\n\r\n"), 200},
    };
    return all;
}

class WireTest : public test::RunningServer {};

TEST_F(WireTest, EveryCaseGetsItsStatusAndIsFollowedByNothing) {
    start();
    for (const auto& each : cases()) {
        const auto answer = client().ask(each.request);
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(each.status))) << each.name << "\n"
                                                                                   << answer;
        EXPECT_EQ(answer.find("HTTP/1.1 ", 1), std::string::npos) << each.name << ": answered twice";
    }
}

TEST_F(WireTest, TheSameInPiecesOfAnySize) {
    start();
    for (const auto& each : cases()) {
        if (each.request.size() > 2000) continue;
        for (const std::size_t size : {1, 7}) {
            auto peer = client();
            for (std::size_t at = 0; at < each.request.size(); at += size)
                peer.send(std::string_view(each.request).substr(at, size));
            EXPECT_TRUE(peer.read_all().starts_with("HTTP/1.1 " + std::to_string(each.status))) << each.name;
        }
    }
}

TEST_F(WireTest, AHeadInTwoPiecesIsReadAlikeWhereverItIsCut) {
    start();
    const std::string folded = "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\nY: 3\r\nZ: 1\r\n\r\n";
    for (std::size_t at = 1; at < folded.size(); ++at) {
        auto peer = client();
        peer.send(std::string_view(folded).substr(0, at));
        std::this_thread::sleep_for(2ms);  // else the system may join the pieces
        EXPECT_TRUE(peer.ask(std::string_view(folded).substr(at)).starts_with("HTTP/1.1 400 ")) << at;
    }
}

TEST_F(WireTest, AHeadWithoutEndIsRefusedHoweverItIsCut) {
    start();
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += "a:b\r\n";
    auto peer = client();
    peer.send("GET / HTTP/1.1\r\n" + lines + "a");
    for (int i = 0; i < 20 && peer.send(":b\r\n" + lines + "a"); ++i) std::this_thread::sleep_for(5ms);
    peer.end_sending();
    EXPECT_TRUE(peer.read_all().starts_with("HTTP/1.1 431 "));
}

TEST_F(WireTest, AHundredHeadersAreEnough) {
    start();
    const auto with = [&](int lines) {
        std::string head = "Host: a\r\nConnection: close\r\n";
        for (int i = 0; i < lines; ++i) head += "X-" + std::to_string(i) + ": y\r\n";
        return client().ask(get(head));
    };
    EXPECT_TRUE(with(98).starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(with(99).starts_with("HTTP/1.1 431 "));
}

TEST_F(WireTest, WhatFollowsARefusedRequestIsNotRead) {
    start();
    const auto answer =
        client().ask(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") +
                     "GET /cham HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 "));
    EXPECT_FALSE(begun);
}

TEST_F(WireTest, ABodyIsNotReadAsTheNextRequest) {
    start();
    const std::string inner = "GET /cham HTTP/1.1\r\nHost: a\r\n\r\n";
    const auto answer = client().ask(post("Content-Length: " + std::to_string(inner.size()) + "\r\n", inner) +
                                     get("Host: a\r\nConnection: close\r\n"));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 4")) << answer;  // no valid form
    EXPECT_NE(answer.find("HTTP/1.1 200 OK"), std::string::npos) << answer;
    EXPECT_FALSE(begun);
}

TEST_F(WireTest, TheConnectionIsKeptAsAsked) {
    start();
    const auto closes = [&](std::string_view version, std::string_view connection) {
        auto peer = client();
        peer.send("GET / HTTP/" + std::string(version) + "\r\nHost: a\r\n" + std::string(connection) +
                  "\r\n");
        const auto answer = peer.read_until("hello");
        peer.end_sending();
        return answer.find("Connection: close\r\n") != std::string::npos;
    };
    EXPECT_FALSE(closes("1.1", ""));
    EXPECT_TRUE(closes("1.1", "Connection: close\r\n"));
    EXPECT_TRUE(closes("1.1", "Connection: Close, TE\r\n"));
    EXPECT_TRUE(closes("1.0", ""));
    EXPECT_FALSE(closes("1.0", "Connection: keep-alive\r\n"));
}

}  // namespace
}  // namespace kheo::http
