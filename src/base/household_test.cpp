// SPDX-License-Identifier: Apache-2.0
#include "base/household.hpp"

#include <gtest/gtest.h>

namespace kheo {
namespace {

TEST(Household, WhoNamesOneIsFoundHoweverItIsWritten) {
    for (const auto* text :
         {"Vận động hộ ông Nguyễn Văn An lùi rào", "đến nhà bà Lan", "gia đình anh Tư đồng ý",
          "hộ gia đình ông Ba", "Hộ Nguyễn Thị Hoa đã ký", "nhà của chị Mai", "den nha ba Lan",
          "van dong ho ong nguyen van an", "nhà cụ Sáu", "Đã gặp hộ Ông Hai", "nhà bà 6 góp gạch",
          "thăm nhà mẹ Thứ", "HỘ ÔNG BA ĐÃ KÝ", "hộ: ông Ba và bà Lan", "gia đình ông bà Nguyễn Văn A"})
        EXPECT_TRUE(household_named(text)) << text;
    EXPECT_EQ(household_named("Đến hộ ông Nguyễn Văn An"), "hộ ông Nguyễn");
}

TEST(Household, TheKindOfAHouseholdHidesNobody) {
    for (const auto* text :
         {"thăm hộ nghèo bà Lan", "hộ cận nghèo ông Ba", "gia đình chính sách bà Tư",
          "gia đình có công ông Năm", "hộ đặc biệt khó khăn chị Mai", "hộ gia đình chính sách Nguyễn Văn A",
          "hộ cô đơn bà Lan", "gia đình Mẹ Việt Nam anh hùng Nguyễn Thị Thứ", "gia đình liệt sĩ Trần Văn B",
          "nhà tình nghĩa bà Lan", "hộ kinh doanh bà Hoa", "chủ hộ là ông Ba", "gia đình đồng chí Hùng",
          "nhà đ/c Lê Văn C", "tham ho ngheo ba Lan", "gia đình văn hóa ông Ba", "nhà vợ chồng anh Tư"})
        EXPECT_TRUE(household_named(text)) << text;
    EXPECT_EQ(household_named("thăm hộ nghèo bà Lan"), "hộ nghèo bà Lan");
}

TEST(Household, FamilyNamesOfAllPeoplesAreKnown) {
    for (const auto* text :
         {"Hộ Trương Văn B", "hộ Cao Thị C lùi rào", "gia đình Hà Văn D", "nhà Lâm Thị E", "hộ Tô Văn G",
          "hộ Châu Văn H", "hộ Lò Văn Pánh", "gia đình Giàng A Dính", "hộ Thạch Sa Rây", "hộ Nông Văn Dền",
          "nhà Ksor Phước", "hộ Y Thinh Niê", "gia đình H'Hen", "hộ Đoàn Văn K", "ho truong van b",
          "HỘ TRƯƠNG VĂN B", "hộ Thái Văn L"})
        EXPECT_TRUE(household_named(text)) << text;
}

TEST(Household, ADoorAndATelephoneAreNumbersOfSomebody) {
    for (const auto* text :
         {"ở số nhà 12 ngõ 3", "nhà số 12", "đến nhà số 12A ngõ 3", "hộ số 5 đã ký", "nhà 12 ngõ 3",
          "gọi 0912 345 678", "gọi 0912.345.678", "+84 912 345 678", "CCCD 034095001234"})
        EXPECT_TRUE(household_named(text)) << text;
}

TEST(Household, CountsAndPeopleInGeneralNameNobody) {
    for (const auto* text : {"Vận động 18 hộ ở ngõ 3",
                             "mấy nhà góp công",
                             "nhà bà con ngõ 2",
                             "hộ bà con",
                             "họ Nguyễn góp quỹ khuyến học",
                             "nhà văn hóa thôn",
                             "nhà văn hóa thôn 3",
                             "Nhà Văn Hóa Trần Phú",
                             "hộ nghèo, hộ cận nghèo",
                             "120 hộ nghèo",
                             "hộ nghèo trong tổ",
                             "Chi hội Phụ nữ và 18 nhà",
                             "hồ Lê Lợi sạch hơn",
                             "ông Nguyễn Văn An chủ trì họp",
                             "anh em trong tổ",
                             "",
                             "Họp 24 người ngày 20/11/2026",
                             "bà con trong thôn",
                             "gia đình văn hóa",
                             "Gia đình văn hóa tiêu biểu",
                             "nhà số hóa",
                             "số hộ 12",
                             "Họp 18 hộ, ông Ba chủ trì",
                             "5 hộ nghèo. Ông Ba cảm ơn",
                             "các hộ ủng hộ ông Nguyễn Văn A làm tổ trưởng",
                             "các hộ chú ý giữ vệ sinh",
                             "các hộ chú trọng vệ sinh",
                             "hộ cô đơn, già yếu",
                             "gia đình anh hùng liệt sĩ",
                             "gia đình bà mẹ Việt Nam anh hùng",
                             "hộ có ông bà cao tuổi",
                             "các hộ anh em giúp nhau",
                             "nhà cô giáo",
                             "hộ dân tộc Thái",
                             "25 hộ Hà Nhì",
                             "30 hộ đồng bào La Chí",
                             "hộ Cao Bằng",
                             "hộ thôn Đoàn Kết",
                             "hộ Đoàn viên",
                             "thời nhà Trần",
                             "đền thờ nhà Lý",
                             "ngày Gia đình Việt Nam",
                             "nhà máy số 3",
                             "nhà trẻ số 2",
                             "nhà 2 tầng",
                             "tòa nhà số 5",
                             "hộ nghèo bà con giúp",
                             "HỘ CAO TUỔI",
                             "nhà đại đoàn kết",
                             "hộ Nông dân"})
        EXPECT_FALSE(household_named(text)) << text << ": " << household_named(text).value_or("");
}

TEST(Household, MoneyAndDaysAreNoTelephone) {
    for (const auto* text : {"Dân góp 1.250.000.000 đồng", "1 250 000 000 đồng", "20-11-2026 24 người",
                             "ngày 05.11.2026 18 hộ", "năm 2024 - 2025, 120 hộ", "12 000 000 000"})
        EXPECT_FALSE(household_named(text)) << text << ": " << household_named(text).value_or("");
}

TEST(Household, PlainWordsNameNobody) {
    for (const auto* text : {"Vận động đến từng hộ cụ thể", "Từng gia đình cụ thể",
                             "Gắn biển số nhà 45 hộ ngõ 3", "Giúp hộ cháu mồ côi", "hộ em sinh viên nghèo"})
        EXPECT_FALSE(household_named(text)) << text << ": " << household_named(text).value_or("");
    EXPECT_TRUE(household_named("số nhà 45 ngõ 3"));
}

TEST(Household, TheFieldIsToldWhichWords) {
    std::vector<FieldError> wrong;
    refuse_household("3 hộ ở ngõ 2", "note", wrong);
    EXPECT_TRUE(wrong.empty());
    refuse_household("hộ nghèo bà Lan", "note", wrong);
    ASSERT_EQ(wrong.size(), 1u);
    EXPECT_EQ(wrong[0].field, "note");
    EXPECT_NE(wrong[0].message.in(Language::vi).find("hộ nghèo bà Lan"), std::string::npos);
}

}  // namespace
}  // namespace kheo
