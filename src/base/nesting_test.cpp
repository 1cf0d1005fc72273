// SPDX-License-Identifier: Apache-2.0
#include "base/nesting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kheo {

TEST(Nesting, CountsBracketsThatAreOpenTogether) {
    EXPECT_FALSE(nests_deeper(R"({"a":[1,{"b":[]}],"c":[[]]})", 4));
    EXPECT_TRUE(nests_deeper(R"({"a":[1,{"b":[]}],"c":[[]]})", 3));
    EXPECT_FALSE(nests_deeper("[][][][]", 1));
    EXPECT_TRUE(nests_deeper(std::string(1'000'000, '['), 100));
}

TEST(Nesting, BracketsInStringsDoNotCount) {
    EXPECT_FALSE(nests_deeper(R"(["[[[", "\"[[[", "\\"])", 1));
    EXPECT_TRUE(nests_deeper(R"(["\\", [[]]])", 2));
}

}  // namespace kheo
