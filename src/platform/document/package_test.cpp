// SPDX-License-Identifier: Apache-2.0
#include "platform/document/test_docx.hpp"

namespace kheo::document {

using namespace test;
using testing::HasSubstr;

std::string refusal(std::string_view bytes) {
    const auto read = read_package(bytes);
    return read ? "" : read.error().message.in(Language::vi);
}

TEST(Package, RefusesWhatIsNoWordDocument) {
    EXPECT_THAT(refusal(""), HasSubstr("không phải văn bản Word"));
    EXPECT_THAT(refusal("Kính gửi: các đồng chí"), HasSubstr("không phải văn bản Word"));
    EXPECT_THAT(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 doc"), HasSubstr("Word đời cũ"));
    const auto workbook = write_package({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<x/>"}});
    EXPECT_THAT(refusal(*workbook), HasSubstr("không phải văn bản Word"));
}

TEST(Package, RefusesMacrosAndCutFiles) {
    EXPECT_THAT(refusal(docx(para("a"), {{"word/vbaProject.bin", "x"}})), HasSubstr("macro"));
    const auto whole = docx(para("a"));
    EXPECT_FALSE(read_package(whole.substr(0, whole.size() / 2)).has_value());
}

TEST(Package, RefusesABombWithoutUnpackingIt) {
    const auto bomb = docx(para("a"), {{"word/media/a.xml", std::string(40u << 20, ' ')}});
    ASSERT_LT(bomb.size(), 200'000u);
    EXPECT_EQ(read_package(bomb).error().kind, ErrorKind::too_large);
}

TEST(Package, RefusesADoctype) {
    const auto file = write_package({{"[Content_Types].xml", "<Types/>"},
                                     {"word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document/>"}});
    EXPECT_THAT(fill_template(*file, Value::Record{}).error().message.in(Language::vi), HasSubstr("bị hỏng"));
}

TEST(Package, EqualPartsMakeEqualBytes) {
    EXPECT_EQ(docx(para("Báo cáo")), docx(para("Báo cáo")));
    const auto again = write_package(read_package(docx(para("Báo cáo"))).value());
    EXPECT_EQ(*again, docx(para("Báo cáo")));
}

}  // namespace kheo::document
