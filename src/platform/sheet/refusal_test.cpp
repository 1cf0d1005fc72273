// SPDX-License-Identifier: Apache-2.0
// Files that must not be read, made in code: every refusal has its code, and nothing crashes on damaged
// bytes.
#include <gtest/gtest.h>

#include "platform/sheet/workbook.hpp"
#include "platform/sheet/zip_builder.hpp"

namespace kheo::sheet {
namespace {

using test::inline_cell;
using test::xlsx_of;
using test::XlsxFixture;
using test::zip_of;
using namespace std::string_literals;

std::string code_of(const std::string& content, const std::string& name, const Limits& limits = {}) {
    const auto result = read_workbook(content, name, limits);
    if (result) return "accepted";
    EXPECT_FALSE(result.error().message.in(Language::vi).empty());
    EXPECT_EQ(result.error().message.in(Language::vi).find('{'), std::string::npos);
    return result.error().code;
}

std::string small_list() {
    return xlsx_of({.sheet_data = "<row r=\"1\">" + inline_cell("A1", "STT") +
                                  inline_cell("B1", "Tên mô hình") + "</row>"});
}

TEST(Refusal, NothingAtAllIsAnEmptyWorkbook) {
    EXPECT_EQ(code_of("", "a.xlsx"), "empty_workbook");
    EXPECT_EQ(code_of("", "a.csv"), "empty_workbook");
    EXPECT_EQ(code_of(" \r\n;;\r\n", "a.csv"), "empty_workbook");
    EXPECT_EQ(code_of(xlsx_of({}), "a.xlsx"), "empty_workbook");
    EXPECT_EQ(
        code_of(xlsx_of({.sheet_data = "<row r=\"1\"><c r=\"A1\"/>" + inline_cell("B1", "  ") + "</row>"}),
                "a.xlsx"),
        "empty_workbook");
}

TEST(Refusal, ContentAndNameMustAgree) {
    const std::string html = "\xEF\xBB\xBF\n<!DOCTYPE html><html><table><tr><td>1</td></tr></table>";
    EXPECT_EQ(code_of(html, "list.xls"), "wrong_type");
    EXPECT_EQ(code_of(html, "list.csv"), "wrong_type");
    EXPECT_EQ(code_of("<table><tr><td>1</td></tr></table>", "list.xlsx"), "wrong_type");
    EXPECT_EQ(code_of("%PDF-1.7\n...", "list.xlsx"), "wrong_type");
    EXPECT_EQ(code_of("%PDF-1.7\n...", "list.csv"), "wrong_type");
    EXPECT_EQ(code_of("MZ\x90\0\x03\0\0\0"s, "list.csv"), "wrong_type");
    EXPECT_EQ(code_of("STT;Tên\n1;A\n", "list.xlsx"), "wrong_type");
    EXPECT_EQ(code_of("STT;Tên\n1;A\n", "list.xls"), "wrong_type");
    EXPECT_EQ(code_of("STT;Tên\n1;A\n", "list.ods"), "wrong_type");
    EXPECT_EQ(code_of("STT;Tên\n1;A\n", "list.exe"), "wrong_type");
    EXPECT_EQ(code_of(small_list(), "list.csv"), "wrong_type");
    EXPECT_EQ(code_of(small_list(), "list.xls"), "wrong_type");
    EXPECT_EQ(code_of(small_list(), "list.ods"), "wrong_type");
    EXPECT_EQ(code_of(zip_of({{"word/document.xml", "<a/>"}, {"[Content_Types].xml", "<a/>"}}), "list.xlsx"),
              "wrong_type");
    EXPECT_EQ(code_of(zip_of({{"a.txt", "x"}}), "list.ods"), "wrong_type");
    EXPECT_EQ(code_of("\0\1\2\3"s, "list.csv"), "wrong_type");
}

TEST(Refusal, TheNameIsOnlyItsLastExtension) {
    EXPECT_EQ(code_of(small_list(), "../../C:\\x.csv\\List.XLSX "), "accepted");
    EXPECT_EQ(code_of(small_list(), "list.xlsx.csv"), "wrong_type");
    EXPECT_EQ(code_of(small_list(), "list"), "accepted");
}

TEST(Refusal, DamagedArchives) {
    const auto whole = small_list();
    EXPECT_EQ(code_of(whole.substr(0, whole.size() * 6 / 10), "a.xlsx"), "corrupt_archive");
    EXPECT_EQ(code_of("PK\x03\x04", "a.xlsx"), "corrupt_archive");
    EXPECT_EQ(code_of("PK\x03\x04 and more", "a.ods"), "corrupt_archive");
    EXPECT_EQ(code_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut", "a.xls"), "corrupt_archive");
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = "<row r=\"1\"><c r=\"A1\">"}), "a.xlsx"), "corrupt_archive");
}

TEST(Refusal, PartNamesThatLeadOutside) {
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = inline_cell("A1", "x"), .more = {{"../../etc/cron.d/x", "x"}}}),
                      "a.xlsx"),
              "corrupt_archive");
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = inline_cell("A1", "x"), .more = {{"/etc/x", "x"}}}), "a.xlsx"),
              "corrupt_archive");
    EXPECT_EQ(
        code_of(xlsx_of({.sheet_data = inline_cell("A1", "x"), .more = {{"xl\\..\\..\\x", "x"}}}), "a.xlsx"),
        "corrupt_archive");
}

TEST(Refusal, MacrosByPartOrByName) {
    EXPECT_EQ(code_of(xlsx_of({.more = {{"xl/vbaProject.bin", "x"}}}), "a.xlsx"), "has_macros");
    EXPECT_EQ(code_of(xlsx_of({.more = {{"xl/vbaProject.bin", "x"}}}), "a.xlsm"), "has_macros");
    EXPECT_EQ(code_of(small_list(), "a.xlsm"), "has_macros");
}

TEST(Refusal, ADoctypeInAnyXmlPart) {
    const std::string doctype =
        "<?xml version=\"1.0\"?><!-- x --><!DOCTYPE a [<!ENTITY x SYSTEM "
        "\"file:///etc/hostname\">]><a>&x;</a>";
    EXPECT_EQ(code_of(xlsx_of({.more = {{"docProps/app.xml", doctype}}}), "a.xlsx"), "xml_doctype");
    EXPECT_EQ(code_of(xlsx_of({.more = {{"customXml/item1.xml", "\xEF\xBB\xBF" + doctype}}}), "a.xlsx"),
              "xml_doctype");
    EXPECT_EQ(code_of(xlsx_of({.more = {{"xl/drawings/x.VML", doctype}}}), "a.xlsx"), "xml_doctype");
    std::string wide = "\xFF\xFE";
    for (const char c : "<!DOCTYPE a><a/>"s) wide += std::string(1, c) + '\0';
    EXPECT_EQ(code_of(xlsx_of({.more = {{"docProps/core.xml", wide}}}), "a.xlsx"), "xml_doctype");
    EXPECT_EQ(code_of(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                              {"content.xml", doctype}}),
                      "a.ods"),
              "xml_doctype");
}

TEST(Refusal, BombsByRatioByRowsAndByRepeatedText) {
    const std::string filler(11u << 20, ' ');
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = filler}), "a.xlsx"), "archive_bomb");
    EXPECT_EQ(code_of(xlsx_of({.more = {{"xl/media/image1.bin", filler}}}), "a.xlsx"), "archive_bomb");

    std::string rows;
    for (int i = 0; i < 60; ++i) rows += "<row/>";
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = rows}), "a.xlsx", {.rows = 50}), "archive_bomb");
    EXPECT_EQ(code_of(std::string(60, '\n') + "x", "a.csv", {.rows = 50}), "archive_bomb");

    std::string cells;
    for (int i = 1; i <= 2000; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = cells,
                               .shared_strings = "<si><t>" + std::string(30'000, 'x') + "</t></si>"}),
                      "a.xlsx", {.text_bytes = 10u << 20}),
              "archive_bomb");
    std::string wide;
    for (int i = 1; i <= 100; ++i) wide += "<row><c r=\"XFD" + std::to_string(i) + "\"><v>1</v></c></row>";
    EXPECT_EQ(code_of(xlsx_of({.sheet_data = wide}), "a.xlsx", {.cells = 100'000}), "archive_bomb");
}

TEST(Refusal, RepeatedCellsOfOpenDocument) {
    const auto ods = [](const std::string& rows) {
        return zip_of(
            {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
             {"content.xml",
              "<d xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table table:name=\"A\">" +
                  rows + "</table:table></d>"}});
    };
    const std::string cell =
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\">"
        "<text:p>x</text:p></table:table-cell>";
    EXPECT_EQ(
        code_of(ods("<table:table-row table:number-rows-repeated=\"1000000\">" + cell + "</table:table-row>"),
                "a.ods"),
        "archive_bomb");
    EXPECT_EQ(code_of(ods("<table:table-row "
                          "table:number-rows-repeated=\"1048576\"><table:table-cell/></table:table-row>"),
                      "a.ods"),
              "empty_workbook");
    const auto nested = read_workbook(
        ods("<table:table-row><table:table-row>" + cell + "</table:table-row></table:table-row>"), "a.ods",
        {.cells = 16'384});
    ASSERT_TRUE(nested);
    std::size_t cells = 0;
    for (const auto& row : nested->sheets.front().rows) cells += row.size();
    EXPECT_EQ(cells, 16'384U) << "a row inside a row is not kept twice for the price of one";
}

TEST(Refusal, ProtectedByPassword) {
    const std::string manifest = "<m><file-entry><encryption-data/></file-entry></m>";
    EXPECT_EQ(code_of(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                              {"META-INF/manifest.xml", manifest},
                              {"content.xml", "<x/>"}}),
                      "a.ods"),
              "encrypted");
}

/// Deterministic noise, so that a failure can be repeated.
class Noise {
  public:
    std::uint32_t next(std::uint32_t below) {
        state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::uint32_t>(state_ >> 33) % below;
    }

  private:
    std::uint64_t state_ = 20261121;
};

std::string rich_list() {
    std::string rows;
    for (int i = 1; i <= 40; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"A" + std::to_string(i) + "\" s=\"0\"><v>" +
                std::to_string(i) + "</v></c>" +
                inline_cell("B" + std::to_string(i), "Tuyến đường hoa &amp; ánh sáng") + "<c r=\"C" +
                std::to_string(i) + "\" t=\"s\"><v>0</v></c></row>";
    return xlsx_of({.sheet_data = rows,
                    .after_data = "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
                    .shared_strings = "<si><r><t>M« h×nh </t></r><r><t>d©n vËn khÐo</t></r></si>",
                    .styles = "<cellXfs count=\"1\"><xf numFmtId=\"14\"/></cellXfs>"});
}

TEST(DamagedBytes, NeverCrashTheReaders) {
    const std::string csv = "\xEF\xBB\xBFSTT;\"Tên \"\"mô\"\" hình\";Ngày\r\n1;\"hai\ndòng\";01/02/2025\r\n";
    Noise noise;
    for (const auto& [content, name] : {std::pair(rich_list(), "a.xlsx"s), std::pair(csv, "a.csv"s)}) {
        for (int round = 0; round < 400; ++round) {
            auto damaged = content;
            const auto changes = 1 + noise.next(6);
            for (std::uint32_t i = 0; i < changes; ++i)
                damaged[noise.next(static_cast<std::uint32_t>(damaged.size()))] =
                    static_cast<char>(noise.next(256));
            if (round % 4 == 0) damaged.resize(noise.next(static_cast<std::uint32_t>(damaged.size())));
            (void)read_workbook(damaged, name);
        }
    }
}

/// The XML itself damaged inside a sound archive: what random bytes in a packed part never reach.
TEST(DamagedBytes, NeverCrashTheXmlReader) {
    const std::string rows =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>a&amp;b</t></r><rPh><t>c</t></rPh></is></c>"
        "<c r=\"B1\" s=\"1\"><f>1+1</f><v>2</v></c></row><row r=\"2\" hidden=\"1\"/><!-- x --><![CDATA[y]]>";
    const std::string table =
        "<o><automatic-styles><date-style name=\"N\"><month/></date-style></automatic-styles>"
        "<table name=\"A\"><table-column number-columns-repeated=\"3\"/><table-row "
        "number-rows-repeated=\"2\">"
        "<table-cell value-type=\"date\" date-value=\"2025-01-31\" number-columns-repeated=\"2\"><p>x<s "
        "c=\"3\"/>y</p>"
        "</table-cell><covered-table-cell/></table-row></table></o>";
    Noise noise;
    for (int round = 0; round < 600; ++round) {
        auto sheet = rows, content = table;
        for (auto* text : {&sheet, &content})
            for (std::uint32_t i = 0, n = 1 + noise.next(4); i < n; ++i)
                (*text)[noise.next(static_cast<std::uint32_t>(text->size()))] =
                    "<>/\"'=&;! \0x1-]\xC3"s[noise.next(17)];
        (void)read_workbook(xlsx_of({.sheet_data = sheet}), "a.xlsx");
        (void)read_workbook(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                    {"content.xml", content}}),
                            "a.ods");
    }
}

}  // namespace
}  // namespace kheo::sheet
