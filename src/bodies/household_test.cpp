// SPDX-License-Identifier: Apache-2.0
#include "bodies/household.hpp"

#include <gtest/gtest.h>

namespace kheo::bodies {
namespace {

TEST(Household, WhoNamesOneIsFoundHoweverItIsWritten) {
    for (const auto* text : {"Vận động hộ ông Nguyễn Văn An lùi rào", "đến nhà bà Lan",
                             "gia đình anh Tư đồng ý", "hộ gia đình ông Ba", "Hộ Nguyễn Thị Hoa đã ký",
                             "nhà của chị Mai", "den nha ba Lan", "van dong ho ong nguyen van an",
                             "ở số nhà 12 ngõ 3", "gọi 0912 345 678", "nhà cụ Sáu", "Đã gặp hộ Ông Hai"})
        EXPECT_TRUE(household_named(text)) << text;
    EXPECT_EQ(household_named("Đến hộ ông Nguyễn Văn An"), "hộ ông Nguyễn");
}

TEST(Household, CountsAndPeopleInGeneralNameNobody) {
    for (const auto* text :
         {"Vận động 18 hộ ở ngõ 3", "mấy nhà góp công", "nhà bà con ngõ 2", "họ Nguyễn góp quỹ khuyến học",
          "nhà văn hóa thôn", "hộ nghèo, hộ cận nghèo", "Chi hội Phụ nữ và 18 nhà", "hồ Lê Lợi sạch hơn",
          "ông Nguyễn Văn An chủ trì họp", "anh em trong tổ", "", "Họp 24 người ngày 20/11/2026",
          "bà con trong thôn", "gia đình văn hóa"})
        EXPECT_FALSE(household_named(text)) << text << ": " << household_named(text).value_or("");
}

}  // namespace
}  // namespace kheo::bodies
