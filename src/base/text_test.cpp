// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace kheo {

TEST(Text, FoldDropsMarksInBothNormalForms) {
    EXPECT_EQ(fold("Đường hoa Nguyễn Thị Ánh Tuyết - ƯỜNG"), "duong hoa nguyen thi anh tuyet - uong");
    EXPECT_EQ(fold("Phu\u031Bo\u031B\u0300ng"), "phuong");
    EXPECT_EQ(fold("\u00D0à Nẵng, nƣớc"), "da nang, nuoc");
}

TEST(Text, FoldWordsKeepsLettersAndDigitsOnly) {
    EXPECT_EQ(fold_words(" TP. Hồ-Chí  Minh (số 8) "), "tp ho chi minh so 8");
}

TEST(Text, TidyNormalisesAndMendsLookAlikes) {
    EXPECT_EQ(tidy("  Cờ \u00D0ỏ \n\t nƣớc\u00A0"), "Cờ Đỏ nước");
    EXPECT_EQ(tidy("Phu\u031Bo\u031B\u0300ng"), "Phường");
}

TEST(Text, ToneKeyEqualsOldAndNewPlacement) {
    EXPECT_EQ(tone_key("Hoà Thuỷ"), tone_key("Hòa Thủy"));
    EXPECT_EQ(tone_key("Quý"), "quý");
    EXPECT_EQ(tone_key("Thuý"), "thúy");
    EXPECT_EQ(tone_key("Hoàng"), "hoàng");
}

TEST(Text, SimilarityAgreesWithRatcliffObershelp) {
    EXPECT_DOUBLE_EQ(similarity("abcd", "bcde"), 0.75);
    EXPECT_DOUBLE_EQ(similarity("", ""), 1.0);
    EXPECT_DOUBLE_EQ(similarity("a", ""), 0.0);
}

TEST(Text, CollationIsVietnamese) {
    std::vector<std::string> names{"Đa", "Da", "Cạ", "Ca", "Ê", "E", "Đỗ", "Dung", "Cá"};
    std::ranges::sort(names, {}, [](const std::string& s) { return collation_key(s); });
    EXPECT_EQ(names, (std::vector<std::string>{"Ca", "Cá", "Cạ", "Da", "Dung", "Đa", "Đỗ", "E", "Ê"}));
}

TEST(Text, NumbersInVietnameseStyle) {
    EXPECT_EQ(format_count(13663), "13.663");
    EXPECT_EQ(format_count(-1234567), "−1.234.567");
    EXPECT_EQ(format_count(999), "999");
    EXPECT_EQ(format_decimal(-57, 1), "−5,7");
    EXPECT_EQ(format_decimal(123456, 2), "1.234,56");
    EXPECT_EQ(format_decimal(5, 1), "0,5");
}

TEST(Text, TrimKnowsUnicodeSpace) {
    EXPECT_EQ(trim("\u00A0 a b\u3000\n"), "a b");
}

TEST(Text, InvalidBytesAreNoticed) {
    EXPECT_FALSE(is_valid_utf8("a\xFF"));
    EXPECT_TRUE(is_valid_utf8("Đ"));
    EXPECT_EQ(length("Đường"), 5U);
}

TEST(Text, ChangesCaseOfVietnameseLetters) {
    EXPECT_EQ(upper("Ủy ban nhân dân phường Đống Đa"), "ỦY BAN NHÂN DÂN PHƯỜNG ĐỐNG ĐA");
    EXPECT_EQ(capitalized("đặc khu Lý Sơn"), "Đặc khu Lý Sơn");
    EXPECT_EQ(uncapitalized("Đặc khu Lý Sơn"), "đặc khu Lý Sơn");
    EXPECT_EQ(capitalized(""), "");
}

}  // namespace kheo
