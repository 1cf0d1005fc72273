// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>

#include "platform/document/test_docx.hpp"

namespace kheo::document {

using namespace test;
using testing::HasSubstr;
using testing::Not;

Value::Record unit(const char* name, const char* count) {
    return {{"ten", name}, {"so", count}};
}

TEST(Template, FillsAPlaceholderThatWordHasSplit) {
    const std::string body = "<w:p>" + run("Số: {", "<w:rPr><w:b/></w:rPr>") +
                             "<w:proofErr w:type=\"spellStart\"/>" + run("{so_") +
                             run("ky_hieu}", "<w:rPr><w:i/></w:rPr>") + run("}-BC") + "</w:p>";
    const auto filled = fill_template(docx(body), Value::Record{{"so_ky_hieu", "……"}}).value();
    EXPECT_EQ(plain(filled), "Số: ……-BC\n");
    // The field keeps the formatting of the run it begins in.
    EXPECT_THAT(body_xml(filled), HasSubstr("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">……</w:t>"));
}

TEST(Template, FillsSeveralPlaceholdersOfOneRun) {
    EXPECT_EQ(fill(para("{{a}}, ngày {{ b }} {{a}}"), Value::Record{{"a", "Hà Nội"}, {"b", "05"}}),
              "Hà Nội, ngày 05 Hà Nội\n");
}

TEST(Template, EscapesWhatAPersonTyped) {
    const auto filled =
        fill_template(docx(para("{{a}}")), Value::Record{{"a", "<w:p> & \"{{b}}\" \x01"}}).value();
    EXPECT_THAT(body_xml(filled), HasSubstr("&lt;w:p&gt; &amp; \"{{b}}\" </w:t>"));
}

TEST(Template, ABreakInATextIsABreakInTheDocument) {
    const auto filled = fill_template(docx(para("{{a}}")), Value::Record{{"a", "một\nhai\tba"}}).value();
    EXPECT_THAT(body_xml(filled), HasSubstr("một</w:t><w:br/><w:t xml:space=\"preserve\">hai</w:t><w:tab/>"));
}

TEST(Template, RepeatsTableRows) {
    const auto body =
        table(row({"TT", "Đơn vị", "Số"}) + row({"{{#don_vi}}{{tt}}", "{{ten}}", "{{so}}{{/don_vi}}"}) +
              row({"", "Cộng", "{{tong}}"}));
    const Value::List rows{Value::Record{{"tt", "1"}, {"ten", "Phường An Khê"}, {"so", "1.024"}},
                           Value::Record{{"tt", "2"}, {"ten", "Xã Ba Vì"}, {"so", "7"}}};
    EXPECT_EQ(fill(body, Value::Record{{"don_vi", rows}, {"tong", "1.031"}}),
              "TT | Đơn vị | Số\n1 | Phường An Khê | 1.024\n2 | Xã Ba Vì | 7\n | Cộng | 1.031\n");
}

TEST(Template, RepeatsGroupsOfRowsWithRowsInside) {
    const auto body =
        table(row({"{{#khoi}}{{ten}}", ""}) + row({"{{#don_vi}}{{ten}}", "{{so}}{{/don_vi}}{{/khoi}}"}));
    const Value::List groups{
        Value::Record{{"ten", "A"}, {"don_vi", Value::List{unit("a1", "1"), unit("a2", "2")}}},
        Value::Record{{"ten", "B"}, {"don_vi", Value::List{}}}};
    EXPECT_EQ(fill(body, Value::Record{{"khoi", groups}}), "A | \na1 | 1\na2 | 2\nB | \n");
}

TEST(Template, RepeatsParagraphsAndWholeTables) {
    const auto body = para("{{#muc}}") + para("{{ten}}") + table(row({"{{#hang}}{{.}}{{/hang}}"})) +
                      para("{{/muc}}") + para("hết");
    const Value::List parts{Value::Record{{"ten", "I"}, {"hang", Value::List{"x", "y"}}},
                            Value::Record{{"ten", "II"}, {"hang", Value::List{}}}};
    EXPECT_EQ(fill(body, Value::Record{{"muc", parts}}), "I\nxy\nII\n\nhết\n");
}

TEST(Template, ShowsOrHidesByCondition) {
    const auto body = para("{{#co}}có {{co}}{{/co}}{{^co}}chưa có{{/co}}") + para("{{^co}}") +
                      para("bổ sung") + para("{{/co}}");
    EXPECT_EQ(fill(body, Value::Record{{"co", "9"}}), "có 9\n");
    EXPECT_EQ(fill(body, Value::Record{{"co", ""}}), "chưa có\nbổ sung\n");
}

TEST(Template, AsksForAListWithoutRepeating) {
    const auto body = para("{{?ds}}") + para("Danh sách:") + para("{{#ds}}") + para("- {{.}}") +
                      para("{{/ds}}") + para("{{/ds}}");
    EXPECT_EQ(fill(body, Value::Record{{"ds", Value::List{"a", "b"}}}), "Danh sách:\n- a\n- b\n");
    EXPECT_EQ(fill(body, Value::Record{{"ds", Value::List{}}}), "");
}

TEST(Template, InnerNamesComeBeforeOuterOnes) {
    const auto body = para("{{#ds}}{{ten}} thuộc {{cha.ten}} ({{nam}}); {{/ds}}");
    const Value value = Value::Record{{"nam", "2024"},
                                      {"ten", "ngoài"},
                                      {"cha", Value::Record{{"ten", "Hà Nội"}}},
                                      {"ds", Value::List{unit("trong", "1")}}};
    EXPECT_EQ(fill(body, value), "trong thuộc Hà Nội (2024); \n");
}

TEST(Template, ABlockInOneCellStaysInThatCell) {
    const auto body = table("<w:tr><w:tc>" + para("{{#ds}}") + para("{{.}}") + para("{{/ds}}") + "</w:tc>" +
                            cell("bên phải") + "</w:tr>");
    EXPECT_EQ(fill(body, Value::Record{{"ds", Value::List{"a", "b"}}}), "ab | bên phải\n");
    // Word calls a cell without a paragraph damaged.
    const auto empty = fill_template(docx(body), Value::Record{{"ds", Value::List{}}}).value();
    EXPECT_THAT(body_xml(empty), HasSubstr("<w:tc><w:p/></w:tc>"));
}

TEST(Template, ATableThatLostItsRowsVanishes) {
    const auto filled = fill_template(docx(table(row({"{{#ds}}{{.}}", "{{/ds}}"})) + para("sau")),
                                      Value::Record{{"ds", Value::List{}}});
    EXPECT_THAT(body_xml(*filled), Not(HasSubstr("w:tbl>")));
}

TEST(Template, FillsHeadersFootersAndTheTitleOfTheFile) {
    const Package more{
        {"word/footer1.xml", "<w:ftr>" + para("{{dau}}") + "</w:ftr>"},
        {"docProps/core.xml", "<cp:coreProperties><dc:title>{{ten}}</dc:title></cp:coreProperties>"}};
    const auto filled =
        fill_template(docx(para("x"), more), Value::Record{{"dau", "BẢN DỰ THẢO"}, {"ten", "Báo cáo"}})
            .value();
    EXPECT_EQ(plain(filled, "word/footer1.xml"), "BẢN DỰ THẢO\n");
    EXPECT_THAT(part(filled, "docProps/core.xml"), HasSubstr("<dc:title>Báo cáo</dc:title>"));
}

TEST(Template, KeepsSpacesAndPartsItDoesNotKnow) {
    const auto body =
        "<w:p>" + run("a") + "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>" + run("{{b}}") + "</w:p>";
    const auto filled =
        fill_template(docx(body, {{"word/media/a.png", "\x89PNG"}}), Value::Record{{"b", "b"}}).value();
    EXPECT_EQ(plain(filled), "a b\n");
    EXPECT_EQ(part(filled, "word/media/a.png"), "\x89PNG");
}

TEST(Template, SameInputSameBytes) {
    const auto file = docx(para("{{a}}"));
    EXPECT_EQ(fill_template(file, Value::Record{{"a", "1"}}).value(),
              fill_template(file, Value::Record{{"a", "1"}}).value());
}

TEST(Template, AHundredTablesOfAHundredRows) {
    const auto body =
        para("{{#bang}}") +
        table(row({"TT", "Đơn vị", "Số"}) + row({"{{#hang}}{{tt}}", "{{ten}}", "{{so}}{{/hang}}"})) +
        para("{{/bang}}");
    Value::List rows, tables;
    for (int i = 1; i <= 100; ++i)
        rows.emplace_back(Value::Record{
            {"tt", std::to_string(i)}, {"ten", "Phường số " + std::to_string(i)}, {"so", "1.024"}});
    for (int i = 0; i < 100; ++i) tables.emplace_back(Value::Record{{"hang", rows}});
    const auto file = docx(body);
    const auto start = std::chrono::steady_clock::now();
    const auto filled = fill_template(file, Value::Record{{"bang", tables}});
    const auto spent = std::chrono::steady_clock::now() - start;
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(spent).count()));
    ASSERT_TRUE(filled.has_value());
    EXPECT_EQ(std::ranges::count(plain(*filled), '\n'), 100 * 101);
}

}  // namespace kheo::document
