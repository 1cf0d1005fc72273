// SPDX-License-Identifier: Apache-2.0
// A file that is no list is called what it is, and the person is told the step that helps: nothing the file's
// own name contradicts, and never the extension it already has.
#include <gtest/gtest.h>

#include "platform/sheet/sniff.hpp"
#include "platform/sheet/workbook.hpp"
#include "platform/sheet/xls_builder.hpp"
#include "platform/sheet/zip_builder.hpp"

namespace kheo::sheet {
namespace {

using test::inline_cell;
using test::xlsx_of;
using test::zip_of;
using namespace std::string_literals;

std::string small_list() {
    return xlsx_of({.sheet_data = "<row r=\"1\">" + inline_cell("A1", "STT") +
                                  inline_cell("B1", "Tên mô hình") + "</row>"});
}

std::string sentence_of(const std::string& content, const std::string& name) {
    const auto result = read_workbook(content, name);
    EXPECT_FALSE(result.has_value()) << name;
    if (result) return {};
    EXPECT_EQ("wrong_type", result.error().code) << name;
    const auto said = result.error().message.in(Language::vi);
    EXPECT_EQ(said.find('{'), std::string::npos) << said;
    EXPECT_EQ(said.find("“”"), std::string::npos) << name << ": " << said;
    const auto own = "đổi phần mở rộng thành ." + extension_of(name) + " ";
    EXPECT_TRUE(extension_of(name).empty() || !said.contains(own)) << name << ": " << said;
    return said;
}

/// What the file is, and the step that helps.
struct Wrong {
    std::string content, name;
    const char *what, *step;
};

void expect_named(const std::vector<Wrong>& all) {
    for (const auto& wrong : all) {
        const auto said = sentence_of(wrong.content, wrong.name);
        EXPECT_NE(said.find(wrong.what), std::string::npos) << wrong.name << ": " << said;
        EXPECT_NE(said.find(wrong.step), std::string::npos) << wrong.name << ": " << said;
    }
}

const std::string kHtml = "<html><table><tr><td>1</td></tr></table></html>";
const std::string kPhoto = "\xFF\xD8\xFF\xE0\0\x10JFIF"s, kPhone = "\0\0\0\x18"s + "ftypheic\0\0\0\0"s;

std::string of_apple() {
    return zip_of({{"Index/Document.iwa", "x"}, {"Metadata/Properties.plist", "x"}});
}

TEST(Foreign, a_document_is_named_with_the_step_that_helps) {
    const auto word = zip_of({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "<a/>"}});
    const auto slides = zip_of({{"[Content_Types].xml", "<a/>"}, {"ppt/presentation.xml", "<a/>"}});
    const auto odt =
        zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}});
    const auto old_word = test::compound_of("WordDocument", "x");
    for (const auto& [content, names] :
         {std::pair(word, std::vector{"ds.docx", "ds.xlsx"}),
          std::pair(old_word, std::vector{"ds.doc", "ds.xls"}),
          std::pair(odt, std::vector{"ds.odt", "ds.ods"}), std::pair("{\\rtf1 x}"s, std::vector{"ds.xls"}),
          std::pair(word.substr(0, word.size() / 2), std::vector{"ds.docx"})})
        for (const auto* name : names) expect_named({{content, name, "Word", "sao chép sang"}});
    expect_named({{of_apple(), "ds.pages", "Pages", "sao chép sang"},
                  {of_apple(), "ds.key", "Keynote", "sao chép bảng"},
                  {slides, "ds.pptx", "PowerPoint", "sao chép bảng"}});
    for (const auto* name : {"ds.pdf", "ds.xlsx"})
        expect_named({{"%PDF-1.7\n…", name, "PDF", "xin tệp Excel gốc ở nơi gửi"}});
    for (const auto* name : {"ds.jpg", "ds.xlsx"})
        expect_named({{kPhoto, name, "hình ảnh", "xin tệp Excel gốc ở nơi gửi"}});
    for (const auto* name : {"IMG_1.HEIC", "ds.csv"})
        expect_named({{kPhone, name, "hình ảnh", "xin tệp Excel gốc ở nơi gửi"}});
    for (const auto* name : {"ds.xls", "ds.csv"}) expect_named({{kHtml, name, "trang web", "Lưu thành"}});
}

TEST(Foreign, another_table_archive_or_shortcut_is_named_with_the_step_that_helps) {
    const auto xlsb = zip_of({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.bin", "x"}});
    const auto files = zip_of({{"Danh sach/01.xlsx", "x"}, {"Danh sach/02.xlsx", "x"}});
    const std::string drive = R"({"url": "https://docs.google.com/open?id=1", "doc_id": "1"})";
    expect_named({
        {xlsb, "ds.xlsb", ".xlsb", "Excel Workbook (.xlsx)"},
        {xlsb, "ds.xlsx", ".xlsb", "Excel Workbook (.xlsx)"},
        {of_apple(), "ds.numbers", "Numbers", "Xuất sang"},
        {of_apple(), "ds.xlsx", "Numbers", "Xuất sang"},
        {drive, "ds.gsheet", "lối tắt", "Tải xuống"},
        {drive, "ds.xlsx", "lối tắt", "Tải xuống"},
        {"[InternetShortcut]\r\nURL=https://a.b\r\n", "ds.url", "lối tắt", "Tải xuống"},
        {"[InternetShortcut]\r\nURL=https://a.b\r\n", "ds.csv", "lối tắt", "Tải xuống"},
        {files, "ds.zip", "tệp nén", "giải nén"},
        {files, "ds.xlsx", "tệp nén", "giải nén"},
        {"Rar!\x1A\x07", "ds.rar", "tệp nén", "giải nén"},
        {"MZ\x90\0\x03"s, "ds.xlsx", "chương trình", "đừng mở"},
        {"STT;Tên\n1;A\n", "ds.xlsx", "chỉ có chữ", ".csv"},
        {small_list(), "ds.csv", "dạng .xlsx", "đổi phần mở rộng thành .xlsx"},
        {small_list(), "ds.zip", "dạng .xlsx", "đổi phần mở rộng thành .xlsx"},
        {"STT;Tên\n1;A\n", "ds.abc", "“.abc”", "Lưu thành"},
        {"\0\1\2\3"s, "ds.xlsx", "“.xlsx”", "Lưu thành"},
    });
}

TEST(Foreign, a_name_that_tells_the_truth_is_not_called_wrong) {
    const std::string page = "<!DOCTYPE html><html><table></table></html>",
                      data = "<?xml version=\"1.0\"?><a/>";
    for (const auto& [content, name] :
         {std::pair(page, "page.html"), std::pair(data, "data.xml"), std::pair(page, "page")}) {
        const auto said = sentence_of(content, name);
        EXPECT_TRUE(said.contains("trang web (HTML hoặc XML), không phải bảng tính")) << said;
        EXPECT_FALSE(said.contains("dù tên")) << said;
    }
}

TEST(Foreign, a_workbook_under_its_own_name_that_is_not_read_is_not_called_misnamed) {
    const auto unlisted = zip_of({{"xl/workbook.xml", "<a/>"}});
    const auto ods = zip_of({{"mimetype", " application/vnd.oasis.opendocument.spreadsheet"}});
    const std::vector<std::pair<std::string, std::string>> all = {
        {unlisted, "ds.xlsx"}, {ods, "ds.ods"}, {unlisted, "ds"}, {ods, "ds"}, {"\0\1\2\3"s, "ds"}};
    for (const auto& [content, name] : all) {
        const auto said = sentence_of(content, name);
        EXPECT_FALSE(said.contains("đổi phần mở rộng")) << name << ": " << said;
        EXPECT_TRUE(said.contains("Lưu thành")) << name << ": " << said;
    }
}

TEST(Foreign, a_csv_with_a_control_character_names_its_line) {
    std::string list = "STT;Tên mô hình\n";
    for (int i = 1; i <= 99; ++i) list += std::to_string(i) + ";Ngõ xanh, nhà sạch\n";
    const auto late = list.find("\n90;") + 4, early = list.find("\n2;") + 3;
    for (const auto& [at, line] : {std::pair(late, "dòng 91"), std::pair(early, "dòng 3")})
        for (const auto* name : {"ctl.csv", "ctl.txt", "ctl"}) {
            auto damaged = list;
            damaged.insert(at, 1, '\x01');
            const auto said = sentence_of(damaged, name);
            EXPECT_TRUE(said.contains("ký tự lạ ở "s + line)) << name << ": " << said;
        }
    std::string wide = "\xFF\xFE";
    for (const char c : "STT;Ten\n1;A\n2;B\x02\n3;Ngo xanh, nha sach\n"s) wide += std::string(1, c) + '\0';
    EXPECT_TRUE(sentence_of(wide, "utf16.csv").contains("ký tự lạ ở dòng 3"));
}

TEST(Foreign, what_lies_inside_a_compound_file_does_not_name_it) {
    const auto sheet =
        test::xls_stream_of({.strings = {"STT"}, .sheet = test::record(0xFD, "\0\0\0\0\0\0\0\0\0\0"s)});
    const auto excel = test::compound_embedding("Workbook", sheet, "WordDocument");
    EXPECT_TRUE(sentence_of(excel, "ds.xlsx").contains("đổi phần mở rộng thành .xls "));
    const auto word = test::compound_embedding("WordDocument", "x", "Workbook");
    EXPECT_TRUE(sentence_of(word, "ds.doc").contains("Word"));
    EXPECT_TRUE(sentence_of(word, "ds.xls").contains("Word"));
    const auto read = read_workbook(test::compound_embedding("Workbook", sheet, "Workbook"), "ds.xls");
    ASSERT_TRUE(read.has_value()) << read.error().detail;
    EXPECT_EQ("STT", read->sheets[0].at(0, 0).text);
}

}  // namespace
}  // namespace kheo::sheet
