// SPDX-License-Identifier: Apache-2.0
#include "base/number.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace kheo {
namespace {

TEST(Number, is_the_whole_text_or_none) {
    EXPECT_EQ(12, parse_number<int>("12"));
    EXPECT_EQ(-3, parse_number<std::int64_t>("-3"));
    EXPECT_EQ(0.5, parse_number<double>("0.5"));
    for (const auto* text : {"", " 1", "1 ", "+1", "1a", "a", "1.0", "99999999999999999999"})
        EXPECT_FALSE(parse_number<std::int64_t>(text)) << text;
    EXPECT_FALSE(parse_number<std::uint16_t>("65536"));
    EXPECT_FALSE(parse_number<std::uint16_t>("-1"));
}

}  // namespace
}  // namespace kheo
