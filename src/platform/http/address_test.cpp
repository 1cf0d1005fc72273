// SPDX-License-Identifier: Apache-2.0
#include "platform/http/address.hpp"

#include <gtest/gtest.h>

namespace kheo::http {
namespace {

TEST(Address, ReadsWhatProxiesWriteAndNothingElse) {
    for (const auto* text : {"203.0.113.5", " 203.0.113.5 ", "203.0.113.5:4711", "::ffff:203.0.113.5",
                             "[::ffff:203.0.113.5]:80"})
        EXPECT_EQ(parse_address(text)->text(), "203.0.113.5") << text;
    EXPECT_EQ(parse_address("[2001:DB8::1]:443")->text(), "2001:db8::1");
    for (const auto* text : {"", "unknown", "203.0.113", "203.0.113.256", "203.0.113.5.6", "2001:db8::g", "[",
                             "::1%eth0", "203.0.113.5;DROP", "_hidden"})
        EXPECT_FALSE(parse_address(text)) << text;
}

TEST(Address, AHouseholdOfSixIsOneClient) {
    EXPECT_EQ(address_group("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_group("2001:db8:1:2:bbbb::2"), "2001:db8:1:2::/64");
    EXPECT_NE(address_group("2001:db8:1:3::1"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_group("203.0.113.5"), "203.0.113.5");
    EXPECT_EQ(address_group("::ffff:203.0.113.5"), "203.0.113.5");
}

TEST(Address, LogsTellTheNetworkOnly) {
    EXPECT_EQ(network_of("203.0.113.5"), "203.0.113.0/24");
    EXPECT_EQ(network_of("2001:db8:1:2::3"), "2001:db8:1::/48");
    EXPECT_EQ(network_of("no address"), "");
}

TEST(TrustedProxies, OnlyATrustedPeerSpeaksForOthers) {
    TrustedProxies proxies;
    EXPECT_EQ(proxies.client("203.0.113.5", {"198.51.100.1"}), "203.0.113.5");
    EXPECT_EQ(proxies.client("127.0.0.1", {"198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(proxies.client("::1", {"2001:db8::5"}), "2001:db8::5");
    EXPECT_EQ(proxies.client("127.0.0.1", {}), "127.0.0.1");
}

TEST(TrustedProxies, WhatTheClientWroteItselfIsNotBelieved) {
    TrustedProxies proxies;
    EXPECT_TRUE(proxies.add("10.0.0.0/8"));
    EXPECT_EQ(proxies.client("127.0.0.1", {"1.1.1.1, 198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(proxies.client("127.0.0.1", {"127.0.0.1, 198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(proxies.client("127.0.0.1", {"1.1.1.1", "198.51.100.1, 10.1.2.3"}), "198.51.100.1");
    EXPECT_EQ(proxies.client("127.0.0.1", {"1.1.1.1, 198.51.100.1, 10.1.2.3, 10.9.9.9"}), "198.51.100.1");
    // All hops trusted: the farthest of them.
    EXPECT_EQ(proxies.client("127.0.0.1", {"10.1.1.1, 10.2.2.2"}), "10.1.1.1");
    // Nobody becomes this machine, which no limit holds, by writing so.
    EXPECT_EQ(proxies.client("10.2.2.2", {"127.0.0.1"}), "10.2.2.2");
    EXPECT_EQ(proxies.client("127.0.0.1", {"::1, 10.3.3.3"}), "10.3.3.3");
    // Unreadable: whoever passed it on.
    EXPECT_EQ(proxies.client("127.0.0.1", {"1.1.1.1, garbage, 10.2.2.2"}), "10.2.2.2");
    EXPECT_EQ(proxies.client("127.0.0.1", {"unknown"}), "127.0.0.1");
    EXPECT_EQ(proxies.client("127.0.0.1", {"1.1.1.1,"}), "127.0.0.1");
}

TEST(TrustedProxies, NetworksAreReadStrictly) {
    TrustedProxies proxies;
    for (const auto* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "all"})
        EXPECT_FALSE(proxies.add(text)) << text;
    EXPECT_TRUE(proxies.add("2001:db8::/32"));
    EXPECT_TRUE(proxies.contains("2001:db8:ffff::1"));
    EXPECT_FALSE(proxies.contains("2001:db9::1"));
    EXPECT_TRUE(proxies.add("192.0.2.7"));
    EXPECT_TRUE(proxies.contains("::ffff:192.0.2.7"));
    EXPECT_FALSE(proxies.contains("192.0.2.8"));
}

}  // namespace
}  // namespace kheo::http
