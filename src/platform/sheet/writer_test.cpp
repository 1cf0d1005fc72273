// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/writer.hpp"

#include <gtest/gtest.h>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/workbook.hpp"

/// libxlsxwriter 1.1.4 forgets to free the formula of a drop-down list: 25 bytes each, not ours.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT: the name is the sanitizer's
    return "leak:lxw_strdup";
}

namespace kheo::sheet {
namespace {

std::string part_of(const std::string& file, const std::string& name) {
    const Limits limits;
    auto archive = Archive::open(file, limits);
    EXPECT_TRUE(archive.has_value());
    const auto index = archive->find(name);
    EXPECT_TRUE(index.has_value()) << name;
    return index ? archive->load(*index).value_or("") : "";
}

Table list() {
    return {.sheet_name = "Danh sách [2025]: mô hình/điển hình rất dài",
            .headings = {"DANH SÁCH ĐĂNG KÝ", "Năm 2025"},
            .columns = {{"TT", ColumnKind::count, 6},
                        {"Tên mô hình", ColumnKind::text, 50},
                        {"Lĩnh vực", ColumnKind::text, 20, {"Kinh tế", "Văn hóa - xã hội"}},
                        {"Từ ngày", ColumnKind::date, 12},
                        {"Tháng", ColumnKind::month, 12}}};
}

TEST(XlsxWriter, FormulasStayLiteralText) {
    const auto file = write_xlsx(list(), {{std::int64_t{1}, std::string("=HYPERLINK(\"http://x\")")},
                                          {std::int64_t{2}, std::string("+cmd|' /C calc'!A0")}});
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(part_of(*file, "xl/worksheets/sheet1.xml").find("<f>"), std::string::npos);
    const auto workbook = read_workbook(*file, "x.xlsx");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets[0].at(4, 1).text, "=HYPERLINK(\"http://x\")");
    EXPECT_FALSE(workbook->sheets[0].at(4, 1).formula);
    EXPECT_EQ(workbook->sheets[0].at(5, 1).text, "+cmd|' /C calc'!A0");
}

TEST(XlsxWriter, TextsTooLongOrDamagedAreCutAndCleaned) {
    const auto file = write_xlsx(list(), {{{}, std::string(40'000, 'x')},
                                          {{},
                                           std::string("a\xFF\x01"
                                                       "b")}});
    ASSERT_TRUE(file.has_value());
    const auto workbook = read_workbook(*file, "x.xlsx");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_TRUE(workbook->sheets[0].at(4, 1).text.ends_with("xx…"));
    EXPECT_EQ(workbook->sheets[0].at(5, 1).text, "a\uFFFDb");
}

TEST(XlsxWriter, TypedColumnsFrozenHeaderAndDropDowns) {
    const auto file =
        write_xlsx(list(), {{std::int64_t{13663}, std::string("Đường hoa"), std::string("Kinh tế"),
                             Date::of(2025, 1, 31).value(), Date::of(2025, 2, 1).value()}});
    ASSERT_TRUE(file.has_value());
    const auto workbook = read_workbook(*file, "x.xlsx");
    ASSERT_TRUE(workbook.has_value());
    const auto& sheet = workbook->sheets[0];
    EXPECT_EQ(sheet.name, "Danh sách  2025   mô hình điển ");
    EXPECT_EQ(sheet.at(0, 0).text, "DANH SÁCH ĐĂNG KÝ");
    EXPECT_EQ(sheet.at(3, 1).text, "Tên mô hình");
    EXPECT_EQ(sheet.at(4, 0).number, 13663);
    EXPECT_EQ(sheet.at(4, 3).text, "31/01/2025");
    EXPECT_TRUE(sheet.at(4, 4).month_only);
    const auto xml = part_of(*file, "xl/worksheets/sheet1.xml");
    EXPECT_NE(xml.find("state=\"frozen\""), std::string::npos);
    EXPECT_NE(xml.find("<formula1>\"Kinh tế,Văn hóa - xã hội\"</formula1>"), std::string::npos);
}

TEST(XlsxWriter, LongListsOfChoicesStandOnAHiddenSheet) {
    auto table = list();
    for (int i = 0; i < 300; ++i)
        table.columns[1].choices.push_back("Xã số " + std::to_string(i) + ", tỉnh A");
    table.columns[2].choices.assign(40, "Lĩnh vực dài, có dấu phẩy");
    table.empty_rows = 5;
    const auto file = write_xlsx(table, {});
    ASSERT_TRUE(file.has_value());
    const auto workbook = read_workbook(*file, "x.xlsx");
    ASSERT_TRUE(workbook.has_value());
    ASSERT_EQ(workbook->sheets.size(), 2u);
    EXPECT_TRUE(workbook->sheets[1].hidden);
    EXPECT_EQ(workbook->sheets[1].at(299, 0).text, "Xã số 299, tỉnh A");
    EXPECT_EQ(workbook->sheets[1].at(39, 1).text, "Lĩnh vực dài, có dấu phẩy");
}

TEST(XlsxWriter, SeveralSheetsOneAfterTheOther) {
    auto writer = XlsxWriter::start();
    ASSERT_TRUE(writer.has_value());
    for (const char* name : {"A", "B"}) {
        writer->begin({.sheet_name = name, .columns = {{"Cột"}}});
        writer->row({std::string(name)});
    }
    const auto file = writer->finish();
    ASSERT_TRUE(file.has_value());
    const auto workbook = read_workbook(*file, "x.xlsx");
    ASSERT_EQ(workbook->sheets.size(), 2u);
    EXPECT_EQ(workbook->sheets[1].at(1, 0).text, "B");
}

TEST(XlsxWriter, PartsThatLeftMemoryCanStillBeRead) {
    auto writer = XlsxWriter::start();
    ASSERT_TRUE(writer.has_value());
    writer->begin({.sheet_name = "A", .columns = {{"Cột"}}});
    for (int i = 0; i < 20'000; ++i) writer->row({"Dòng số " + std::to_string(i * 7919 % 20'011)});
    const auto file = writer->finish_in_place();
    ASSERT_TRUE(file.has_value());
    const std::string copy(file->bytes);
    ASSERT_GT(copy.size(), 100'000u);
    for (std::size_t at = 0; at < copy.size(); at += 10'000) file->used(file->bytes.substr(at, 10'000));
    EXPECT_EQ(file->bytes, copy);
    const auto workbook = read_workbook(copy, "x.xlsx");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets[0].at(2, 0).text, "Dòng số 7919");
}

}  // namespace
}  // namespace kheo::sheet
