// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parser.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace kheo::http
