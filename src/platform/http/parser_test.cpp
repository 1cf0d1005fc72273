// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parser.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kheo::http {
namespace {

using State = RequestParser::State;

/// Shows the bytes in packets of one size, keeping what was not used, as the server does.
State read(std::string_view bytes, std::size_t packet, std::string& body) {
    RequestParser parser;
    std::string waiting;
    auto state = State::need_more;
    while (state != State::complete && state != State::broken) {
        std::size_t used = 0;
        state = parser.feed(waiting, used);
        waiting.erase(0, used);
        if (state == State::head_done) parser.set_body_limit(1024);
        if (state != State::need_more || used > 0) continue;
        if (bytes.empty()) return state;
        waiting += bytes.substr(0, packet);
        bytes.remove_prefix(std::min(packet, bytes.size()));
    }
    if (state == State::complete) body = parser.take_body();
    return state;
}

TEST(RequestParser, PacketsOfAnySizeCarryAChunkedBody) {
    const std::string head = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const std::string_view chunks :
         {"0\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n", "1;x=y\r\na\r\n2\r\nbc\r\n0\r\nT: v\r\n\r\n"})
        for (std::size_t packet = 1; packet < 12; ++packet) {
            std::string body;
            EXPECT_EQ(read(head + std::string(chunks), packet, body), State::complete) << chunks << packet;
            EXPECT_EQ(body, chunks.starts_with('0') ? "" : "abc");
        }
}

/// Shows the packets one after the other; what the parser was shown in all, when it broke or they ended.
State read(const std::vector<std::string>& packets, int& status, std::size_t& shown) {
    RequestParser parser;
    std::string waiting;
    auto state = State::need_more;
    for (const auto& packet : packets) {
        waiting += packet;
        shown += packet.size();
        std::size_t used = 0;
        state = parser.feed(waiting, used);
        waiting.erase(0, used);
        status = parser.status();
        if (state != State::need_more) break;
    }
    return state;
}

TEST(RequestParser, AHeadHasOneLimitHoweverItIsCut) {
    std::string lines;
    for (int i = 0; i < 200; ++i) lines += "a:b\r\n";
    for (const std::size_t kept : {1, 2, 3, 4}) {
        std::vector<std::string> packets{"GET / HTTP/1.1\r\n" + lines +
                                         std::string("a:b\r\n").substr(0, kept)};
        for (int i = 0; i < 100; ++i)
            packets.push_back(std::string("a:b\r\n").substr(kept) + lines +
                              std::string("a:b\r\n").substr(0, kept));
        int status = 0;
        std::size_t shown = 0;
        EXPECT_EQ(read(packets, status, shown), State::broken) << kept;
        EXPECT_EQ(status, 431) << kept;
        EXPECT_LT(shown, 40'000u) << kept;
    }
}

TEST(RequestParser, WhereAHeadIsCutDecidesNothing) {
    for (const std::string_view head :
         {"GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\nY: 3\r\nZ: 1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nZ: 1\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "\r\n\r\n",
          "\x16\x03\x01 of another protocol\r\n\r\n"}) {
        int whole = 0;
        std::size_t shown = 0;
        const auto state = read({std::string(head)}, whole, shown);
        EXPECT_NE(state, State::need_more) << head;
        for (std::size_t first = 0; first < head.size(); ++first)
            for (std::size_t second = first; second < head.size(); ++second) {
                int status = 0;
                const auto cut =
                    read({std::string(head.substr(0, first)), std::string(head.substr(first, second - first)),
                          std::string(head.substr(second))},
                         status, shown);
                ASSERT_EQ(cut, state) << head << first << ' ' << second;
                ASSERT_EQ(status, whole) << head << first << ' ' << second;
            }
    }
}

/// How much of what goes on and on behind the head is read before it is refused.
std::size_t read_endless(std::string_view begin, std::string_view more) {
    std::string bytes =
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(begin);
    RequestParser parser;
    std::size_t used = 0;
    EXPECT_EQ(parser.feed(bytes, used), State::head_done);
    bytes.erase(0, used);
    parser.set_body_limit(1000);
    std::size_t shown = bytes.size();
    for (;; shown += more.size(), bytes += more) {
        const auto state = parser.feed(bytes, used);
        if (state == State::broken || shown > 1'000'000) {
            EXPECT_EQ(parser.status(), 413);
            return shown;
        }
        bytes.erase(0, used);
    }
}

TEST(RequestParser, WhatStandsAroundTheChunksHasALimit) {
    EXPECT_LT(read_endless("0\r\n", "a: b\r\n"), 200'000u) << "lines behind the last chunk";
    EXPECT_LT(read_endless("1;a=", "xxxxxxxx"), 200'000u) << "an extension of a chunk";
    const std::string extended = "1;" + std::string(5'000, 'x') + "\r\nb\r\n";
    EXPECT_LT(read_endless(extended, extended), 200'000u) << "an extension of every chunk";
}

TEST(RequestParser, WhatIsNoRequestIsRefusedWithoutWaitingForItsEnd) {
    for (const std::string_view start : {"GET / HTTP/1.1\nHost", "\x16\x03\x01", "\r", "{"}) {
        int status = 0;
        std::size_t shown = 0;
        EXPECT_EQ(read({std::string(start)}, status, shown), State::broken) << start;
        EXPECT_EQ(status, 400) << start;
    }
}

}  // namespace
}  // namespace kheo::http
