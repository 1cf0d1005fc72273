// SPDX-License-Identifier: Apache-2.0
// What single cells of an XLSX become.
#include <gtest/gtest.h>

#include "platform/sheet/number_format.hpp"
#include "platform/sheet/workbook.hpp"
#include "platform/sheet/zip_builder.hpp"

namespace kheo::sheet {
namespace {

using test::inline_cell;
using test::xlsx_of;
using test::XlsxFixture;

Sheet read(const XlsxFixture& fixture) {
    auto workbook = read_workbook(xlsx_of(fixture), "a.xlsx");
    EXPECT_TRUE(workbook.has_value()) << workbook.error().code << " " << workbook.error().detail;
    return workbook ? workbook->sheets.at(0) : Sheet{};
}

TEST(XlsxCells, TextInAllItsForms) {
    const auto sheet = read({
        .sheet_data =
            "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c>" +
            inline_cell("D2", " a &amp;&#x1EA1;\n_x000D_b_x005F_ ") +
            "<c r=\"E2\" t=\"str\"><f>A1&amp;\"x\"</f><v>kết quả</v></c><c r=\"F2\" t=\"e\"><v>#REF!</v></c>"
            "<c r=\"G2\" t=\"s\"><v>99</v></c><c r=\"H2\"><f>1/0</f></c></row>",
        .shared_strings =
            "<si><t>Tên</t><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si>"
            "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">mô </t></r><r><t>hình</t></r></si>",
    });
    EXPECT_EQ(sheet.rows.size(), 2u);
    EXPECT_EQ(sheet.at(1, 0).text, "Tên");
    EXPECT_TRUE(sheet.at(1, 1).blank());
    EXPECT_EQ(sheet.at(1, 2).text, "mô hình");
    EXPECT_EQ(sheet.at(1, 3).text, " a &ạ\nb_ ");
    EXPECT_EQ(sheet.at(1, 4).text, "kết quả");
    EXPECT_TRUE(sheet.at(1, 4).formula);
    EXPECT_EQ(sheet.at(1, 5).text, "#REF!");
    EXPECT_TRUE(sheet.at(1, 6).blank()) << "a shared string that does not exist";
    EXPECT_TRUE(sheet.at(1, 7).formula && sheet.at(1, 7).blank()) << "never calculated";
}

TEST(XlsxCells, DatesByNumberFormat) {
    const XlsxFixture fixture{
        .sheet_data =
            "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45286</v></c><c r=\"B1\" s=\"1\"><v>45286</v></c>"
            "<c r=\"C1\" s=\"2\"><v>45286</v></c><c r=\"D1\" s=\"3\"><v>45286.5</v></c>"
            "<c r=\"E1\" s=\"4\"><v>97</v></c><c r=\"F1\" s=\"5\"><v>0.057</v></c><c r=\"G1\" "
            "s=\"6\"><v>0.25</v></c>"
            "<c r=\"H1\" t=\"b\"><v>1</v></c><c r=\"I1\" t=\"d\"><v>2023-12-26T00:00:00</v></c>"
            "<c r=\"J1\" s=\"7\"><v>13663</v></c></row>",
        .styles =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"mm/yyyy\"/><numFmt numFmtId=\"165\" "
            "formatCode=\"00000\"/>"
            "<numFmt numFmtId=\"166\" formatCode=\"[$-42A]dd/mm/yyyy hh:mm;@\"/>"
            "<numFmt numFmtId=\"167\" formatCode=\"_-* #,##0\\ &quot;đ&quot;_-;[Red]-* #,##0_d\"/></numFmts>"
            "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
            "numFmtId=\"14\"/>"
            "<xf numFmtId=\"164\"/><xf numFmtId=\"166\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/>"
            "<xf numFmtId=\"20\"/><xf numFmtId=\"167\"/></cellXfs>"};
    const auto sheet = read(fixture);
    EXPECT_EQ(sheet.at(0, 0).kind, CellKind::number);
    EXPECT_EQ(sheet.at(0, 0).text, "45286");
    EXPECT_EQ(sheet.at(0, 1).date, Date::of(2023, 12, 26));
    EXPECT_EQ(sheet.at(0, 1).text, "26/12/2023");
    EXPECT_FALSE(sheet.at(0, 1).month_only);
    EXPECT_EQ(sheet.at(0, 2).text, "12/2023");
    EXPECT_TRUE(sheet.at(0, 2).month_only);
    EXPECT_EQ(sheet.at(0, 3).text, "26/12/2023 12:00");
    EXPECT_EQ(sheet.at(0, 4).text, "00097");
    EXPECT_EQ(sheet.at(0, 5).text, "5.7%");
    EXPECT_EQ(sheet.at(0, 6).text, "06:00");
    EXPECT_EQ(sheet.at(0, 7).kind, CellKind::boolean);
    EXPECT_EQ(sheet.at(0, 8).date, Date::of(2023, 12, 26));
    EXPECT_EQ(sheet.at(0, 9).kind, CellKind::number);
    auto with_1904 = fixture;
    with_1904.workbook_properties = "<workbookPr date1904=\"1\"/>";
    EXPECT_EQ(read(with_1904).at(0, 1).date, Date::of(2027, 12, 27));
}

TEST(XlsxCells, FormatCodesThatAreDates) {
    using Shape = NumberFormat::Shape;
    for (const char* code : {"dd/mm/yyyy", "d-mmm-yy", "yyyy\\-mm\\-dd", "\"Ngày \"dd\" tháng \"mm", "m/d",
                             "[$-F800]dddd, mmmm dd, yyyy"})
        EXPECT_EQ(parse_format(code).shape, Shape::date) << code;
    for (const char* code :
         {"General", "0.00", "#,##0 \"đồng\"", "0.00E+00", "@", "[Red]0", "#,##0\\ _d", "\"yyyy\""})
        EXPECT_EQ(parse_format(code).shape, Shape::number) << code;
    EXPECT_EQ(parse_format("mm:ss").shape, Shape::time);
    EXPECT_EQ(parse_format("[h]:mm").shape, Shape::time);
    EXPECT_EQ(parse_format("0.0%").shape, Shape::percent);
}

TEST(XlsxCells, SerialNumbersAtTheEdges) {
    EXPECT_EQ(serial_date(1, Epoch::from_1900), Date::of(1900, 1, 1));
    EXPECT_EQ(serial_date(59, Epoch::from_1900), Date::of(1900, 2, 28));
    EXPECT_EQ(serial_date(61, Epoch::from_1900), Date::of(1900, 3, 1));
    EXPECT_EQ(serial_date(0, Epoch::from_1904), Date::of(1904, 1, 1));
    EXPECT_FALSE(serial_date(-1, Epoch::from_1900).has_value());
    EXPECT_FALSE(serial_date(3e6, Epoch::from_1900).has_value());
}

TEST(XlsxCells, HiddenThingsMergesAndMissingReferences) {
    const auto sheet = read({
        .sheet_data = "<row>" + inline_cell("A1", "a") +
                      "<c t=\"str\"><v>b</v></c></row><row hidden=\"1\"><c><v>1</v></c></row>"
                      "<x:row xmlns:x=\"y\" r=\"5\"><x:c r=\"B5\"><x:v>7</x:v></x:c></x:row>",
        .after_data =
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"nonsense\"/></mergeCells>",
        .before_data = "<cols><col min=\"2\" max=\"16384\" hidden=\"1\"/></cols>",
    });
    EXPECT_EQ(sheet.at(0, 1).text, "b");
    EXPECT_EQ(sheet.hidden_rows, (std::vector{false, true}));
    EXPECT_EQ(sheet.hidden_columns, (std::vector{false, true}));
    EXPECT_EQ(sheet.at(4, 1).number, 7);
    ASSERT_EQ(sheet.merges.size(), 1u);
    EXPECT_EQ(sheet.merges[0].last_row, 1);
    EXPECT_TRUE(sheet.at(-1, 0).blank() && sheet.at(0, 99).blank() && sheet.at(99, 0).blank());
}

TEST(Xlsx, TheDoorKeepsAPlaceForEverySheet) {
    const auto workbook = read_workbook(
        xlsx_of({.sheet_data = "<row r=\"1\">" + inline_cell("A1", "M« h×nh") + "</row>"}), "a.xlsx");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets[0].name, "Danh sách");
    EXPECT_EQ(workbook->sheets[0].at(0, 0).text, "Mô hình");
    EXPECT_EQ(workbook->sheets[0].at(0, 0).legacy, Legacy::tcvn3);
}

}  // namespace
}  // namespace kheo::sheet
