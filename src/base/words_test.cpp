// SPDX-License-Identifier: Apache-2.0
#include "base/words.hpp"

#include <gtest/gtest.h>

namespace kheo {
namespace {

constexpr auto kNowhere = std::string_view::npos;

TEST(Words, StandAloneOrNotAtAll) {
    EXPECT_EQ(find_words("Anh Lan", "An"), kNowhere);
    EXPECT_EQ(find_words("bà Ấn", "n"), kNowhere);
    EXPECT_EQ(find_words("đường An ninh", "An"), std::string("đường ").size());
    EXPECT_EQ(find_words("An", "An"), 0);
    EXPECT_EQ(find_words("Lan, An", "An"), 5);
    EXPECT_EQ(find_words("“An” và An", "An"), std::string("“").size());
    EXPECT_EQ(find_words("An2", "An"), kNowhere);
    EXPECT_EQ(find_words("An", ""), kNowhere);
    EXPECT_EQ(find_words("", "An"), kNowhere);
}

TEST(Words, AreFoundFromAPlaceOn) {
    EXPECT_EQ(find_words("An và An", "An", 1), std::string("An và ").size());
    EXPECT_EQ(find_words("An", "An", 1), kNowhere);
    EXPECT_EQ(find_words("An", "An", 9), kNowhere);
}

TEST(Words, ACapitalBehindThemMakesANameLonger) {
    EXPECT_TRUE(capital_follows("An Ấn", 2));
    EXPECT_FALSE(capital_follows("An ấn", 2));
    EXPECT_FALSE(capital_follows("An, Ấn", 2));
    EXPECT_FALSE(capital_follows("An", 2));
    EXPECT_FALSE(capital_follows("An ", 2));
}

}  // namespace
}  // namespace kheo
