// SPDX-License-Identifier: Apache-2.0
#include "registry/mentions.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kheo::registry {
namespace {

std::string without(std::string text, std::string_view name) {
    take_out(text, name, "…");
    return text;
}

TEST(Mentions, OfOneWordAreLeftInOtherWords) {
    EXPECT_EQ(without("Mô hình An ninh trật tự của bà An", "Bà An"), "Mô hình An ninh trật tự của …");
    EXPECT_EQ(without("Bà Anh, ông An và BÀ AN", "Bà An"), "Bà Anh, ông An và …");
    EXPECT_EQ(without("Mô hình An ninh", "An"), "Mô hình An ninh");
}

TEST(Mentions, OfOneWordAreNotPartOfALongerName) {
    EXPECT_EQ(without("Bà An Mẫu giúp bà An dọn ngõ", "Bà An"), "Bà An Mẫu giúp … dọn ngõ");
}

TEST(Mentions, OfMoreWordsGoWithAndWithoutTitle) {
    EXPECT_EQ(without("“Trần Văn Thử” hay ông Trần Văn Thử", "Ông Trần Văn Thử"), "“…” hay …");
    EXPECT_EQ(without("GƯƠNG TRẦN VĂN THỬ", "Trần Văn Thử"), "GƯƠNG …");
    EXPECT_EQ(without("Trần Văn Thửa", "Trần Văn Thử"), "Trần Văn Thửa");
}

TEST(Mentions, WhatTellsAPersonApart) {
    EXPECT_EQ(telling_part("Ông Trần Văn Thử"), "Trần Văn Thử");
    EXPECT_EQ(telling_part("Hộ bà Mai"), "Hộ bà Mai");
    EXPECT_EQ(telling_part("Mai"), "");
    EXPECT_EQ(telling_part(""), "");
}

}  // namespace
}  // namespace kheo::registry
