// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/annotate.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/workbook.hpp"
#include "platform/sheet/zip_builder.hpp"

namespace kheo::sheet {
namespace {

using test::inline_cell;
using test::xlsx_of;
using test::XlsxFixture;

const std::string kStyles =
    "<fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>"
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" "
    "fillId=\"0\" "
    "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
    "xfId=\"0\"><alignment "
    "wrapText=\"1\"/></xf></cellXfs>";

XlsxFixture list() {
    return {
        .sheet_data =
            "<row r=\"1\" spans=\"1:3\">" + inline_cell("A1", "STT") + inline_cell("B1", "Tên mô hình") +
            inline_cell("C1", "Ngày") + "</row><row r=\"2\" ht=\"30\"><c r=\"A2\"><v>1</v></c>" +
            inline_cell("B2", "Đường hoa") + "<c r=\"C2\" s=\"1\"><v>45286</v></c></row><row r=\"4\"/>",
        .before_data = "<dimension ref=\"A1:C4\"/><cols><col min=\"1\" max=\"16384\" width=\"20\"/></cols>",
        .styles = kStyles};
}

std::string part_of(const std::string& file, const std::string& name) {
    const Limits limits;
    auto archive = Archive::open(file, limits);
    EXPECT_TRUE(archive.has_value());
    const auto index = archive->find(name);
    return index ? archive->load(*index).value_or("") : "";
}

Workbook marked(const std::string& original, const std::string& name,
                const std::vector<SheetRemarks>& remarks, std::string* file = nullptr) {
    const auto result = annotate(original, name, remarks);
    EXPECT_TRUE(result.has_value()) << result.error().code << result.error().detail;
    if (file && result) *file = *result;
    auto workbook = read_workbook(result.value_or(""), "marked.xlsx");
    EXPECT_TRUE(workbook.has_value());
    return workbook.value_or(Workbook{});
}

// libzip 1.7 takes bytes that are only lent to it for its own, and frees them, when it keeps the front half
// of an archive.
TEST(Annotate, TheOriginalStaysTheCallers) {
    const auto original = xlsx_of({.sheet_data = "<row r=\"1\">" + inline_cell("A1", "a") + "</row>"});
    const std::string_view lent = original;
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(annotate(lent, "a.xlsx", {{"Danh sách", 0, {{1, {0}, "Thiếu tên"}}}}).has_value());
        const std::string other(original.size(), 'x');  // would be given the freed bytes
        EXPECT_EQ(original.substr(0, 2), "PK");
        EXPECT_TRUE(read_workbook(original, "a.xlsx").has_value());
    }
}

TEST(Annotate, AFileThatCannotBeReadIsRefusedAsEver) {
    EXPECT_EQ(annotate("PK\x03\x04", "a.xlsx", {}).error().code, "corrupt_archive");
    EXPECT_EQ(annotate("", "a.csv", {}).error().code, "empty_workbook");
}

TEST(Annotate, RemarksOnSheetsThatDoNotExistAreLeftOut) {
    const auto workbook =
        marked(xlsx_of(list()), "a.xlsx", {{.sheet = "Không có", .remarks = {{.row = 1, .text = "x"}}}});
    EXPECT_EQ(workbook.sheets.at(0).rows.at(1).size(), 3u);
}

TEST(Annotate, RemarksStandRightOfTheTableAndTheRestIsUntouched) {
    std::string file;
    const auto workbook = marked(
        xlsx_of(list()), "a.xlsx",
        {{.sheet = "Danh sách",
          .header_row = 0,
          .remarks =
              {{.row = 1, .columns = {1, 2}, .text = "Trùng <tên> & \"ngày\"", .severity = Severity::error},
               {.row = 1, .text = "Dòng thứ hai"},
               {.row = 2, .text = "Dòng không có trong tệp"},
               {.row = 3, .columns = {0}, .text = "Dòng trống"},
               {.row = 9, .text = "Sau hết"}}}},
        &file);
    const auto& sheet = workbook.sheets.at(0);
    EXPECT_EQ(sheet.at(0, 3).text, remark_column_title());
    EXPECT_EQ(sheet.at(1, 3).text, "Trùng <tên> & \"ngày\"\nDòng thứ hai");
    EXPECT_EQ(sheet.at(2, 3).text, "Dòng không có trong tệp");
    EXPECT_EQ(sheet.at(3, 3).text, "Dòng trống");
    EXPECT_EQ(sheet.at(9, 3).text, "Sau hết");
    EXPECT_EQ(sheet.at(1, 1).text, "Đường hoa");
    EXPECT_EQ(sheet.at(1, 2).text, "26/12/2023") << "the filled copy of the date style is still a date";
    const auto xml = part_of(file, "xl/worksheets/sheet1.xml");
    EXPECT_NE(xml.find("<row r=\"2\" ht=\"30\"><c r=\"A2\"><v>1</v></c>"), std::string::npos);
    EXPECT_NE(xml.find("<dimension ref=\"A1:D4\"/><cols><col min=\"1\" max=\"3\" width=\"20\"/><col "
                       "min=\"4\" max=\"4\" width=\"60\" "
                       "customWidth=\"1\"/><col min=\"5\" max=\"16384\" width=\"20\"/></cols>"),
              std::string::npos)
        << xml;
    const auto styles = part_of(file, "xl/styles.xml");
    EXPECT_NE(styles.find("<fills count=\"5\">"), std::string::npos);
    EXPECT_NE(styles.find("<xf numFmtId=\"14\" fontId=\"0\" fillId=\"4\" borderId=\"0\" xfId=\"0\" "
                          "applyFill=\"1\"><alignment"),
              std::string::npos)
        << styles;
    EXPECT_EQ(part_of(file, "xl/workbook.xml"), part_of(xlsx_of(list()), "xl/workbook.xml"));
}

TEST(Annotate, ASecondRoundUsesTheSameColumnAndDropsOldRemarks) {
    std::string first, second;
    marked(xlsx_of(list()), "a.xlsx",
           {{.sheet = "Danh sách",
             .header_row = 0,
             .remarks = {{.row = 1, .columns = {1, 2}, .text = "Cũ"}, {.row = 3, .text = "Cũ nữa"}}}},
           &first);
    const auto workbook =
        marked(first, "a.xlsx",
               {{.sheet = "Danh sách", .header_row = 0, .remarks = {{.row = 3, .text = "Mới"}}}}, &second);
    const auto& sheet = workbook.sheets.at(0);
    EXPECT_EQ(sheet.at(0, 3).text, remark_column_title());
    EXPECT_TRUE(sheet.at(1, 3).blank());
    EXPECT_EQ(sheet.at(3, 3).text, "Mới");
    const auto xml = part_of(second, "xl/worksheets/sheet1.xml"), styles = part_of(second, "xl/styles.xml");
    EXPECT_EQ(xml.find("<c r=\"C2\" s=\"3\">"), std::string::npos) << "the tint of the first round is gone";
    EXPECT_NE(styles.find(
                  "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFill=\"1\">"),
              std::string::npos);
    EXPECT_EQ(sheet.at(1, 2).text, "26/12/2023");
    EXPECT_TRUE(sheet.at(0, 4).blank());
}

TEST(Annotate, OtherFormatsComeBackAsXlsxWithTheSameCells) {
    const auto workbook = marked("STT;Tên;Mã\n1;=1+1;00097\n2;Hoa;\n", "a.csv",
                                 {{.sheet = "csv",
                                   .header_row = 0,
                                   .remarks = {{.row = 1, .columns = {1}, .text = "Giống công thức"},
                                               {.row = 2, .columns = {2}, .text = "Thiếu mã"}}}});
    const auto& sheet = workbook.sheets.at(0);
    EXPECT_EQ(sheet.at(1, 1).text, "=1+1");
    EXPECT_FALSE(sheet.at(1, 1).formula);
    EXPECT_EQ(sheet.at(1, 2).text, "00097");
    EXPECT_EQ(sheet.at(0, 3).text, remark_column_title());
    EXPECT_EQ(sheet.at(1, 3).text, "Giống công thức");
    EXPECT_EQ(sheet.at(2, 3).text, "Thiếu mã");
}

TEST(Annotate, TheNameTellsWhatItIs) {
    EXPECT_EQ(annotated_name("C:\\du lieu\\danh-sach.xls"), "danh-sach.co-ghi-chu.xlsx");
    EXPECT_EQ(annotated_name("danh-sach"), "danh-sach.co-ghi-chu.xlsx");
}

/// Every list of the shared set comes back with all its cells and the remark.
TEST(Annotate, SharedListsKeepEveryCell) {
    const char* given = std::getenv("KHEO_SHARED");
    const auto lists = (given && *given ? std::filesystem::path(given)
                                        : std::filesystem::path(KHEO_SOURCE_DIR) / ".." / "shared") /
                       "data" / "registration_lists";
    if (!std::filesystem::exists(lists)) GTEST_SKIP() << "shared data is absent: " << lists;
    for (const auto& entry : std::filesystem::directory_iterator(lists)) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::ostringstream bytes;
        if (entry.is_regular_file()) bytes << in.rdbuf();
        const auto name = entry.path().filename().string();
        const auto original = read_workbook(bytes.str(), name);
        if (!original) continue;
        const auto& first = original->sheets.front();
        const auto copy = marked(bytes.str(), name,
                                 {{.sheet = first.name,
                                   .header_row = 4,
                                   .remarks = {{.row = 6, .columns = {1}, .text = "Ghi chú"}}}});
        ASSERT_EQ(copy.sheets.size(), original->sheets.size()) << name;
        for (std::size_t i = 0; i < copy.sheets.size(); ++i)
            for (std::size_t row = 0; row < original->sheets[i].rows.size(); ++row)
                for (std::size_t column = 0; column < original->sheets[i].rows[row].size(); ++column) {
                    const auto& before = original->sheets[i].rows[row][column];
                    const auto& after = copy.sheets[i].at(static_cast<int>(row), static_cast<int>(column));
                    EXPECT_TRUE(after.text == before.text || before.kind == CellKind::date)
                        << name << " " << row << " " << column << " " << before.text << " " << after.text;
                    EXPECT_EQ(after.date, before.date) << name << " " << row << " " << column;
                }
    }
}

}  // namespace
}  // namespace kheo::sheet
