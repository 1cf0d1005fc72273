// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/address.hpp"

#include <gtest/gtest.h>

namespace kheo::mail {
namespace {

TEST(MailAddress, WhatIsNoPlainMailboxIsRefused) {
    const std::string long_local(65, 'a'), long_label(64, 'b');
    for (const auto& text : {std::string(),
                             std::string("vanthu"),
                             std::string("@hoasen.vn"),
                             std::string("vanthu@"),
                             std::string("vanthu@hoasen"),
                             std::string("a@b@hoasen.vn"),
                             std::string("a b@hoasen.vn"),
                             std::string("Văn Thư <vanthu@hoasen.vn>"),
                             std::string("\"van thu\"@hoasen.vn"),
                             std::string("văn@hoasen.vn"),
                             std::string("vanthu@hoasen.vn, khac@hoasen.vn"),
                             std::string("vanthu@hoasen.vn\r\nBcc: x@y.vn"),
                             std::string("vanthu@hoasen.vn\n"),
                             std::string("van\0thu@hoasen.vn", 17),
                             std::string("a..b@hoasen.vn"),
                             std::string(".a@hoasen.vn"),
                             std::string("a.@hoasen.vn"),
                             std::string("a@-hoasen.vn"),
                             std::string("a@hoasen-.vn"),
                             std::string("a@hoasen..vn"),
                             std::string("a@[127.0.0.1]"),
                             std::string("a@127.0.0.1"),
                             std::string("a@hoa_sen.vn"),
                             std::string("a>@hoasen.vn"),
                             long_local + "@hoasen.vn",
                             "a@" + long_label + ".vn"})
        EXPECT_FALSE(read_address(text)) << text;
    std::string long_host = "a@";
    for (int i = 0; i < 60; ++i) long_host += "abcd.";
    EXPECT_FALSE(read_address(long_host + "vn"));
}

TEST(MailAddress, AMailboxIsKeptAsItIsAndItsHostWrittenSmall) {
    EXPECT_EQ(read_address("vanthu@hoamai.hoasen.vn"), "vanthu@hoamai.hoasen.vn");
    EXPECT_EQ(read_address("  Van.Thu+dvk@HoaSen.VN "), "Van.Thu+dvk@hoasen.vn");
    EXPECT_EQ(read_address("o'brien_1@a-b.example.com"), "o'brien_1@a-b.example.com");
}

TEST(MailAddress, AMaskedOneTellsWhichAndNotWhose) {
    EXPECT_EQ(masked("vanthu@hoasen.vn"), "v***@hoasen.vn");
    EXPECT_EQ(masked("kaputt"), "***");
}

}  // namespace
}  // namespace kheo::mail
