// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/legacy.hpp"

#include <gtest/gtest.h>

#include "platform/sheet/code_points.hpp"
#include "platform/sheet/encoding.hpp"
#include "platform/sheet/syllable.hpp"

namespace kheo::sheet {
namespace {

TEST(Legacy, ProperVietnameseIsNeverTouched) {
    for (std::string text :
         {"Mô hình",  "xã Phú Hòa",   "xã Ðông Hà", "Krông Nô",     "Krông Búk",  "Buôn Hô", "La Phù",
          "Tây Hô",   "Dân vận khéo", "TRÀ VINH",   "Hà Giang",     "Hoàng Hoá",  "Thuý",    "Café",
          "São Tomé", "Citroën",      "Müller",     "5 °C",         "12 m²",      "3 × 4",   "«Hòa bình»",
          "50% ± 2",  "Trò",          "Đống Đa",    "Gié - Triêng", "Cô Tô",      "Sê San",  "Lò Vàn Pì",
          "Tà Rì",    "Ê Ðê",         "Hrê",        "Raglây",       "Bôxít",      "Pô Kô",   "Vân Kiêu",
          "Má Lé",    "Ô tô",         "ÔNG BÀ",     "Nghìn hoa",    "Phó Bí thư", "Pà Cò",   "Sà Phìn",
          "Lũng Cú",  "Tân Thành A",  "Nà Phòn",    "Mù Cang Chải"}) {
        const auto before = text;
        EXPECT_EQ(decode_legacy(text), Legacy::none) << before << " became " << text;
        EXPECT_EQ(text, before);
    }
}

TEST(Legacy, Tcvn3InsideACell) {
    for (const auto& [text, decoded] :
         {std::pair("M« h×nh d©n vËn khÐo", "Mô hình dân vận khéo"),
          std::pair("Ph\u00ADêng Tø Liªn", "Phường Tứ Liên"), std::pair("Ngäc LÆc", "Ngọc Lặc"),
          std::pair("thÞ trÊn §u", "thị trấn Đu"),
          std::pair("S¬n La qua nh÷ng trang b¸o, t¹p chÝ Trung \u00AD¬ng",
                    "Sơn La qua những trang báo, tạp chí Trung ương"),
          std::pair("Hµ NéI, 2016", "HÀ NỘI, 2016"), std::pair("Hμ Néi 2008", "Hà Nội 2008"),
          std::pair("Cuéc sèng ng−êi Dao", "Cuộc sống người Dao"), std::pair("Kinh tÕ", "Kinh tế"),
          std::pair("V¨n hãa - x· héi", "Văn hóa - xã hội")}) {
        std::string value = text;
        EXPECT_EQ(decode_legacy(value), Legacy::tcvn3) << text;
        EXPECT_EQ(value, decoded);
    }
}

TEST(Legacy, VniInsideACell) {
    for (const auto& [text, decoded] :
         {std::pair("Phöôøng Töù Lieân", "Phường Tứ Liên"),
          std::pair("Moâ hình daân vaän kheùo", "Mô hình dân vận khéo"),
          std::pair("xaõ Thuïy Höông", "xã Thụy Hương"), std::pair("ÑIEÅM BAÙO", "ĐIỂM BÁO"),
          std::pair("Nguyeãn Thò Aùnh Tuyeát", "Nguyễn Thị Ánh Tuyết")}) {
        std::string value = text;
        EXPECT_EQ(decode_legacy(value), Legacy::vni) << text;
        EXPECT_EQ(value, decoded);
    }
}

TEST(Legacy, AShortCellFollowsASheetThatIsAllTcvn3) {
    Workbook workbook;
    workbook.sheets.emplace_back();
    const auto add = [&](const char* text) {
        Cell cell;
        cell.kind = CellKind::text;
        cell.text = text;
        cell.legacy = decode_legacy(cell.text);
        workbook.sheets[0].rows.push_back({cell});
    };
    for (const char* text : {"M« h×nh", "x· héi", "Kinh tÕ", "d©n vËn", "TËp thÓ", "Phó"}) add(text);
    decode_rest(workbook);
    EXPECT_EQ(workbook.sheets[0].rows[5][0].text, "Phú");
    EXPECT_EQ(workbook.sheets[0].rows[5][0].legacy, Legacy::tcvn3);
}

TEST(Syllable, OnsetRhymeAndToneFitTogether) {
    for (const char32_t* word :
         {U"khéo", U"Đường", U"QUYẾT", U"giếng", U"gì", U"nghiêng", U"thuở", U"khuỷu", U"hoà", U"hòa"})
        EXPECT_TRUE(is_syllable(word)) << to_utf8(word);
    for (const char32_t* word :
         {U"khÐo", U"daân", U"tÕ", U"cèt", U"ngé", U"w", U"xxi", U"Café", U"", U"ngghe"})
        EXPECT_FALSE(is_syllable(word)) << to_utf8(word);
}

TEST(Encoding, WholeFilesOfEveryKind) {
    EXPECT_FALSE(decode_text(std::string("a\0b\1", 4)).has_value());
    EXPECT_EQ(decode_text("\xEF\xBB\xBFxã")->text, "xã");
    EXPECT_EQ(decode_text(std::string("\xFF\xFEx\0\xE3\0", 6))->text, "xã");
    EXPECT_EQ(decode_text(std::string("\xFE\xFF\0x\0\xE3", 6))->text, "xã");
    EXPECT_EQ(decode_text("xa\xDE Ph\xFA Ho\xD2"
                          "a; d\xE2n v\xE2\xF2n kh\xE9o; \xF0\xFD\xF5\xCC"
                          "ng")
                  ->text,
              "xã Phú Hỏa; dân vận khéo; đường")
        << "CP1258";
    const auto tcvn3 = decode_text(
        "Huy\xD6n \xF1y Ch\xAD\xAC"
        "ng M\xFC, x\xB7 Ph\xF3 Ngh\xDC"
        "a");
    EXPECT_EQ(tcvn3->legacy, Legacy::tcvn3);
    EXPECT_EQ(tcvn3->text, "Huyện ủy Chương Mỹ, xã Phú Nghĩa");
    const auto vni = decode_text("Ph\xF6\xF4\xF8ng T\xF6\xF9 Lie\xE2n, da\xE2n va\xE4n");
    EXPECT_EQ(vni->legacy, Legacy::vni);
    EXPECT_EQ(vni->text, "Phường Tứ Liên, dân vận");
    EXPECT_EQ(decode_text("Phường Tứ Liên, dân vận khéo, đường hoa, thị tr\xE1\xBA")->legacy, Legacy::none)
        << "cut in mid-letter";
}

}  // namespace
}  // namespace kheo::sheet
