// SPDX-License-Identifier: Apache-2.0
// The shipped templates keep to the dated rules of their form.
#include <gmock/gmock.h>

#include <cmath>

#include "platform/document/styles.hpp"
#include "platform/document/test_docx.hpp"
#include "reports/reports.hpp"
#include "reports/store.hpp"
#include "support/test_database.hpp"

namespace kheo::reports {

class FormRules : public ::testing::TestWithParam<std::string_view> {
  protected:
    Form form() const { return GetParam().starts_with("state") ? Form::state : Form::party; }

    std::vector<store::FormRule> rules() {
        return database_
            ->read([&](db::Transaction& tx) { return store::form_rules(tx, form(), *Date::of(2026, 6, 30)); })
            .value();
    }

    /// Millimetres of the page or points of a style, as the template has them.
    double measure(const store::FormRule& rule) {
        if (rule.unit == "mm") return page(rule.item) / 1440.0 * 25.4;
        pugi::xml_document paragraph;
        paragraph.append_child("w:p")
            .append_child("w:pPr")
            .append_child("w:pStyle")
            .append_attribute("w:val") = rule.item.c_str();
        return document::Styles(styles_.document_element()).paragraph(paragraph.first_child()).half_points /
               2.0;
    }

    void SetUp() override {
        const std::string docx(shipped_template(GetParam()));
        document_.load_string(document::test::part(docx, "word/document.xml").c_str());
        styles_.load_string(document::test::part(docx, "word/styles.xml").c_str());
    }

    int page(const std::string& item) {
        const auto section = document_.document_element().child("w:body").child("w:sectPr");
        if (item == "page_width") return section.child("w:pgSz").attribute("w:w").as_int();
        if (item == "page_height") return section.child("w:pgSz").attribute("w:h").as_int();
        return section.child("w:pgMar").attribute(("w:" + item.substr(item.find('_') + 1)).c_str()).as_int();
    }

    kheo::test::TestDatabase database_;
    pugi::xml_document document_, styles_;
};

TEST_P(FormRules, MarginsAndSizes) {
    const auto all = rules();
    EXPECT_GE(all.size(), 15u);
    for (const auto& rule : all) {
        const auto measured = std::round(measure(rule) * 10) / 10;
        EXPECT_GE(measured, rule.minimum - 0.05) << rule.item << " by " << rule.legal_basis;
        EXPECT_LE(measured, rule.maximum + 0.05) << rule.item << " by " << rule.legal_basis;
    }
}

TEST_P(FormRules, FontAndLetterhead) {
    EXPECT_EQ(std::string_view(styles_.document_element()
                                   .child("w:docDefaults")
                                   .child("w:rPrDefault")
                                   .child("w:rPr")
                                   .child("w:rFonts")
                                   .attribute("w:ascii")
                                   .value()),
              "Times New Roman");
    const auto text = document::test::plain(std::string(shipped_template(GetParam())));
    if (form() == Form::state) {
        EXPECT_THAT(text,
                    testing::HasSubstr("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc"));
        EXPECT_THAT(text, testing::HasSubstr("Số: {{so}}/{{ky_hieu}}"));
    } else {
        EXPECT_THAT(text, testing::HasSubstr("ĐẢNG CỘNG SẢN VIỆT NAM"));
        EXPECT_THAT(text, testing::HasSubstr("*Số {{so}}-{{ky_hieu}}"));
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, FormRules, testing::ValuesIn(template_names()),
                         [](const auto& named) { return std::string(named.param); });

}  // namespace kheo::reports
