// SPDX-License-Identifier: Apache-2.0
#include "platform/http/plain_request.hpp"

#include <gtest/gtest.h>

#include "platform/http/parser.hpp"

namespace kheo::http {
namespace {

using namespace std::string_literals;

TEST(PlainRequest, ReadsWhatABrowserSends) {
    const auto bytes =
        "GET /en/mo-hinh?tim=n%C6%B0%E1%BB%9Bc HTTP/1.1\r\nHost: kheo.test:8080\r\nConnection: keep-alive\r\n"
        "Accept-Encoding: gzip, deflate, br\r\nIf-None-Match: W/\"1\"\r\ncookie:  kheo_co=lon \r\n"
        "X-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\n\r\nGET /next"s;
    const auto request = read_plain_request(bytes);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->target, "/en/mo-hinh?tim=n%C6%B0%E1%BB%9Bc");
    EXPECT_EQ(request->accept_encoding, "gzip, deflate, br");
    EXPECT_EQ(request->if_none_match, "W/\"1\"");
    EXPECT_EQ(request->cookie, "kheo_co=lon");
    EXPECT_EQ(request->forwarded_proto, "https");
    EXPECT_FALSE(request->head || request->close);
    EXPECT_EQ(bytes.substr(request->size), "GET /next");
}

TEST(PlainRequest, LeavesTheUnusualToTheParser) {
    for (const auto& lines :
         {""s, "Host: a\r\nHost: a\r\n"s, "Host: a/b\r\n"s, "Host : a\r\n"s, "Host: a\r\n b\r\n"s,
          "Host: a\r\nContent-Length: 0\r\n"s, "Host: a\r\nTransfer-Encoding: chunked\r\n"s,
          "Host: a\r\nConnection: close, TE\r\n"s, "Host: a\r\nConnection: a\r\nConnection: b\r\n"s,
          "Host: a\r\nX: \0\r\n"s, "Host: a\r\nX: \x80\r\n"s, "Host: a\r\nX\r\n"s, "Host: a\r\n: x\r\n"s,
          "Host: a\r\nExpect: 100-continue\r\n"s, "Host: a\r\nProxy-Connection: @\r\n"s,
          "Host: a\r\nAuthorization: x\r\n"s, "Host: a\nX: y\r\n"s,
          "Host: a\r\nCookie: a=1\r\nCookie: kheo_session=1\r\n"s})
        EXPECT_FALSE(read_plain_request("GET / HTTP/1.1\r\n" + lines + "\r\n")) << lines;
    for (const auto* line :
         {"GET / HTTP/1.0", "GET  / HTTP/1.1", "POST / HTTP/1.1", "GET http://a/ HTTP/1.1", "GET / HTTP/1.1 ",
          "GET /a b HTTP/1.1", "GET /# HTTP/1.1", "GET", "HEAD  HTTP/1.1"})
        EXPECT_FALSE(read_plain_request(line + "\r\nHost: a\r\n\r\n"s)) << line;
    EXPECT_FALSE(read_plain_request("GET / HTTP/1.1\r\nHost: a\r\n"));
    EXPECT_FALSE(read_plain_request("GET / HTTP/1.1\r\nHost: a\r\n\r"));
    EXPECT_FALSE(read_plain_request(""));
}

// Every mutation of one byte that it accepts, the parser accepts too, with the same target and length.
TEST(PlainRequest, AcceptsNothingThatTheParserRefuses) {
    const auto sample = "GET /a?b=1 HTTP/1.1\r\nHost: a:1\r\nAccept: */*\r\nCookie: a=b\r\n\r\n"s;
    int accepted = 0;
    for (std::size_t at = 0; at < sample.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            auto bytes = sample;
            bytes[at] = static_cast<char>(byte);
            const auto plain = read_plain_request(bytes);
            if (!plain) continue;
            ++accepted;
            RequestParser parser;
            std::size_t used = 0;
            ASSERT_EQ(parser.feed(bytes, used), RequestParser::State::head_done) << at << ' ' << byte;
            EXPECT_EQ(parser.head().target, plain->target);
            EXPECT_EQ(used, plain->size);
            EXPECT_FALSE(parser.has_body());
        }
    EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace kheo::http
