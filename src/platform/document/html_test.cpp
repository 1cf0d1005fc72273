// SPDX-License-Identifier: Apache-2.0
#include "platform/document/test_docx.hpp"

namespace kheo::document {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Package kStyles{
    {"word/styles.xml",
     "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz "
     "w:val=\"28\"/></w:rPr></w:rPrDefault></w:docDefaults>"
     "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:rPr><w:b/></w:rPr><w:pPr><w:jc "
     "w:val=\"center\"/></w:pPr></w:style>"
     "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/><w:pPr><w:outlineLvl "
     "w:val=\"0\"/></w:pPr></w:style>"
     "<w:style w:type=\"paragraph\" w:styleId=\"C\"><w:basedOn w:val=\"C\"/></w:style></w:styles>"}};

std::string html(const std::string& body) {
    return to_html(docx(body, kStyles)).value();
}

TEST(Html, AnAlignmentCannotLeaveItsAttribute) {
    const auto page =
        to_html(docx("<w:p><w:pPr><w:jc w:val='x&quot;&gt;&lt;b&gt;'/></w:pPr>" + run("a") + "</w:p>"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->find("<b>"), std::string::npos) << *page;
    EXPECT_NE(page->find("g-left"), std::string::npos) << *page;
}

TEST(Html, WhatIsNotUtf8IsDamaged) {
    EXPECT_FALSE(to_html(docx(para("a\xCF"))));
    EXPECT_FALSE(fill_template(docx(para("a\xCF")), Value{}));
}

TEST(Html, TakesLooksFromStylesAndTheirBases) {
    EXPECT_THAT(html("<w:p><w:pPr><w:pStyle w:val=\"B\"/></w:pPr>" + run("I. KẾT QUẢ") + "</w:p>"),
                HasSubstr("<h2 class=\"g-center g-s28\"><b>I. KẾT QUẢ</b></h2>"));
    EXPECT_THAT(html("<w:p>" + run("x", "<w:rPr><w:i/><w:sz w:val=\"24\"/></w:rPr>") + "</w:p>"),
                HasSubstr("<span class=\"g-s24\"><i>x</i></span>"));
}

TEST(Html, SurvivesAStyleBasedOnItself) {
    EXPECT_THAT(html("<w:p><w:pPr><w:pStyle w:val=\"C\"/></w:pPr>" + run("x") + "</w:p>"), HasSubstr(">x<"));
}

TEST(Html, EscapesAndUsesNoInlineStyle) {
    EXPECT_THAT(html(para("&lt;script&gt; &amp; \"a\"")),
                AllOf(HasSubstr("&lt;script&gt; &amp; &quot;a&quot;"), Not(HasSubstr("style="))));
}

TEST(Html, DrawsRulesAsRules) {
    EXPECT_THAT(html("<w:p><w:pPr><w:pBdr><w:top w:val=\"single\"/></w:pBdr><w:ind w:left=\"1134\" "
                     "w:right=\"567\"/></w:pPr></w:p>"),
                HasSubstr("<div class=\"g-rule g-left20 g-right10\"></div>"));
}

TEST(Html, TablesKeepWidthsHeadsAndMergedCells) {
    const std::string table =
        "<w:tbl><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>"
        "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" +
        para("Đầu") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" + para("A") +
        "</w:tc>" + cell("1") + "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + para("") + "</w:tc>" +
        cell("2") + "</w:tr></w:tbl>";
    EXPECT_THAT(html(table), AllOf(HasSubstr("<col class=\"g-w25\"><col class=\"g-w75\">"),
                                   HasSubstr("<thead><tr><th scope=\"col\" colspan=\"2\">"),
                                   HasSubstr("<td rowspan=\"2\">")));
}

TEST(Html, RefusesWhatIsNoDocument) {
    EXPECT_FALSE(to_html("x").has_value());
}

TEST(Html, StyleSheetHasEveryClassASheetCanUse) {
    const auto css = paper_css();
    for (const auto* name :
         {".g-mt20{", ".g-left60{", ".g-right0{", ".g-s28{font-size:14.0pt", ".g-w33{", "@page"})
        EXPECT_THAT(css, HasSubstr(name));
}

}  // namespace kheo::document
