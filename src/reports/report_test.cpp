// SPDX-License-Identifier: Apache-2.0
// From registrations to the text of the document, against golden files (golden/*.txt); KHEO_GOLDEN=write
// makes them anew, then read them aloud before committing.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "bodies/bodies.hpp"
#include "platform/document/test_docx.hpp"
#include "reports/reports.hpp"
#include "reports/store.hpp"
#include "reports/test_country.hpp"
#include "support/temp_dir.hpp"

namespace kheo::reports {

using test::kCity, test::kDistrict, test::kRural, test::kWardA, test::kWardB, test::kVillage, test::kNewWard;
using testing::HasSubstr;
using testing::Not;

class ReportOf : public test::Reports {
  protected:
    Result<Report> make(std::string_view kind, std::string_view unit, std::string_view period) {
        const auto facts = source();
        const Sources sources{atlas_, facts, templates_.path(), demonstration_,
                              FixedClock(day("2024-07-05")).now()};
        const auto order = TRY(read_order(kind, unit, period, atlas_));
        return database_->read([&](db::Transaction& tx) { return make_report(tx, order, sources); });
    }

    std::string text(std::string_view kind, std::string_view unit, std::string_view period) {
        const auto report = make(kind, unit, period);
        if (!report) return "LỖI: " + report.error().message.in(Language::vi) + report.error().detail;
        return document::test::plain(report->docx);
    }

    static void expect_golden(const std::string& name, const std::string& text) {
        const auto file = std::filesystem::path(KHEO_SOURCE_DIR) / "src/reports/golden" / (name + ".txt");
        if (std::getenv("KHEO_GOLDEN")) std::ofstream(file) << text;
        EXPECT_EQ(text, kheo::test::read_file(file)) << file;
    }

    /// Half a year with a base, four fields, both kinds, both bases.
    void half_year() {
        test::Fact maintained, exemplar, unclear;
        maintained.field = "culture_society";
        maintained.basis = "maintained";
        maintained.sector = "party";
        exemplar.kind = "exemplar";
        exemplar.sector = "front_and_organisations";
        unclear.field = "";
        register_some(20, kWardA, "2024-03-01");
        register_some(9, kWardB, "2024-04-15", maintained);
        register_some(3, kVillage, "2024-05-02", exemplar);
        register_some(25, kWardA, "2023-02-01");
        register_some(5, kCity, "2024-06-30", unclear);
    }

    kheo::test::TempDir templates_;
    bool demonstration_ = false;
};

TEST_F(ReportOf, RefusesWhatItCannotMake) {
    EXPECT_THAT(text("quarter", "01", "2024-Q1"), HasSubstr("Không có loại báo cáo “quarter”"));
    EXPECT_THAT(text("half_year", "01", "2024"), HasSubstr("cần kỳ 6 tháng"));
    EXPECT_THAT(text("annual", "01", "2024-H1"), HasSubstr("cần kỳ cả năm"));
    EXPECT_THAT(text("annual", "99", "2024"), HasSubstr("Không có đơn vị mã “99”"));
    EXPECT_THAT(text("half_year", "001", "2025-H2"), HasSubstr("Không có đơn vị"));
}

TEST_F(ReportOf, HalfYearOfACityInPartyForm) {
    half_year();
    expect_golden("half_year_city", text("half_year", "01", "2024-H1"));
}

TEST_F(ReportOf, AnnualOfAWardInStateForm) {
    register_some(4, kNewWard, "2026-02-01");
    register_some(3, kWardB, "2025-02-01");
    ASSERT_TRUE(database_
                    ->write([&](db::Transaction& tx) {
                        return bodies::set_standing_body(tx,
                                                         {UnitId{kNewWard}, "commune", "peoples_committee",
                                                          day("2026-01-01"), "Quyết định 1-QĐ/ĐU", "k"},
                                                         {}, 1);
                    })
                    .has_value());
    expect_golden("annual_ward_state", text("annual", "00011", "2026"));
}

TEST_F(ReportOf, ADraftHasNoNumberAndNoDay) {
    const auto draft = text("half_year", "01", "2024-H1");
    EXPECT_THAT(draft, HasSubstr("Số ……-BC/BDVTU"));
    EXPECT_THAT(draft, HasSubstr("Hoa Sen, ngày … tháng … năm …"));
}

TEST_F(ReportOf, WithoutFiguresItSaysSoAndShowsNoEmptyTable) {
    const auto draft = text("half_year", "01", "2024-H1");
    EXPECT_THAT(draft, HasSubstr("Toàn thành phố chưa có mô hình, điển hình “Dân vận khéo” nào đăng ký"));
    EXPECT_THAT(draft, Not(HasSubstr("TT | ")));
}

TEST_F(ReportOf, AHalfYearWithoutBaseBesideAWholeYearWarns) {
    register_some(7, kWardA, "2024-03-01");
    register_some(4, kWardA, "2023-10-01");
    const auto draft = text("half_year", "01", "2024-H1");
    EXPECT_THAT(draft, HasSubstr("không xác định vì cùng kỳ năm 2023 chưa có số liệu"));
    EXPECT_THAT(draft, HasSubstr("Cả năm 2023 có 4 mô hình, điển hình đăng ký."));
}

TEST_F(ReportOf, AHalfYearAboveAWholeYearWarns) {
    register_some(9, kWardA, "2024-03-01");
    register_some(4, kWardA, "2023-03-01");
    EXPECT_THAT(text("half_year", "01", "2024-H1"), HasSubstr("cao hơn số của cả năm 2023 (4)"));
    register_some(6, kWardA, "2023-10-01");
    EXPECT_THAT(text("half_year", "01", "2024-H1"), Not(HasSubstr("cao hơn số của cả năm")));
}

TEST_F(ReportOf, AcrossTheReformTheBaseIsRestatedAndTheBreakIsNoted) {
    register_some(4, kNewWard, "2025-08-01");
    register_some(2, kWardA, "2024-08-01");
    const auto draft = text("annual", "01", "2025");
    EXPECT_THAT(draft, HasSubstr("Phường Mới | 4 | 2 | +2 | +100,0"));
    EXPECT_THAT(draft, HasSubstr("Địa giới thay đổi ngày 01/07/2025"));
    EXPECT_THAT(draft, HasSubstr("1 trên tổng số 3 xã, phường, đặc khu"));
}

TEST_F(ReportOf, ManyUnitsGoToTheAnnexByTypeInTheText) {
    for (int i = 0; i < 14; ++i) {
        const auto code = "001" + std::to_string(10 + i);
        atlas_.add(100 + i, territory::Level::commune, code,
                   (i % 2 ? "Xã Số " : "Phường Số ") + std::to_string(i), kCity, "2025-07-01");
        register_some(i, 100 + i, "2026-03-01");
    }
    const auto draft = text("half_year", "01", "2026-H1");
    EXPECT_THAT(draft, HasSubstr("1 | Phường (8 đơn vị) | 42 | 0 | +42 | không xác định"));
    EXPECT_THAT(draft, HasSubstr("3 | Đặc khu (1 đơn vị) | 0"));
    EXPECT_THAT(draft, HasSubstr("PHỤ LỤC"));
    // Natural order of numbers, wards before villages.
    EXPECT_THAT(draft, testing::ContainsRegex("Phường Số 2 [^\n]*\n[^\n]*Phường Số 4 "));
    EXPECT_THAT(draft, testing::ContainsRegex("Phường Số 8 [^\n]*\n[^\n]*Phường Số 10 "));
    EXPECT_LT(draft.find("Phường Số 12"), draft.find("Xã Số 1 "));
}

TEST_F(ReportOf, ADemonstrationSaysSoOnEveryPage) {
    demonstration_ = true;
    const auto docx = make("half_year", "01", "2024-H1").value().docx;
    for (const auto* part : {"word/footer.xml", "word/footer_first.xml"})
        EXPECT_EQ(document::test::plain(docx, part),
                  "BẢN DỰ THẢO, BẢN TRÌNH DIỄN – số liệu chốt lúc 12:00 ngày 05/07/2024\n");
    EXPECT_THAT(document::test::plain(docx, "word/header_first.xml"), HasSubstr("BẢN TRÌNH DIỄN"));
}

TEST_F(ReportOf, AnOfficesOwnTemplateWins) {
    std::ofstream(templates_.path() / "party_half_year.docx", std::ios::binary)
        << document::test::docx(document::test::para("Kính gửi {{co_quan_day_du}}: {{dang_ky}}"));
    half_year();
    const auto report = make("half_year", "01", "2024-H1").value();
    EXPECT_TRUE(report.own_template);
    EXPECT_EQ(document::test::plain(report.docx),
              "Kính gửi Ban Dân vận Thành ủy Hoa Sen: 34 mô hình và 3 điển hình\n");
}

TEST_F(ReportOf, ABrokenTemplateOfTheOfficeIsNamed) {
    std::ofstream(templates_.path() / "party_half_year.docx", std::ios::binary)
        << document::test::docx(document::test::para("{{dang_kyy}}"));
    EXPECT_THAT(text("half_year", "01", "2024-H1"),
                testing::AllOf(HasSubstr("Mẫu riêng party_half_year.docx"), HasSubstr("{{dang_kyy}}"),
                               HasSubstr("{{dang_ky}}")));
}

TEST_F(ReportOf, HtmlStandsAloneAndSaysTheSame) {
    half_year();
    const auto html = as_html(make("half_year", "01", "2024-H1").value()).value();
    for (const auto* text :
         {"<!doctype html>", "<h1 class=", "34 mô hình và 3 điển hình", "<th scope=\"col\">",
          "BẢN DỰ THẢO – số liệu chốt lúc 12:00 ngày 05/07/2024", "@page"})
        EXPECT_THAT(html, HasSubstr(text));
    EXPECT_THAT(html, Not(HasSubstr("{{")));
    EXPECT_THAT(html, Not(HasSubstr("style=\"")));
}

TEST_F(ReportOf, TheTitleOfTheHtmlFileIsEscaped) {
    auto report = make("half_year", "01", "2024-H1").value();
    report.title = "Xã <b>Cát</b> & </title>";
    const auto html = as_html(report).value();
    EXPECT_THAT(html, HasSubstr("<title>Xã &lt;b&gt;Cát&lt;/b&gt; &amp; &lt;/title&gt;</title>"));
    EXPECT_THAT(html, Not(HasSubstr("<title>Xã <b>")));
}

TEST_F(ReportOf, EveryFormAndKindCanBeFilled) {
    half_year();
    for (const auto* body : {"mobilisation_board", "peoples_committee", "fatherland_front"}) {
        ASSERT_TRUE(database_
                        ->write([&](db::Transaction& tx) {
                            return bodies::set_standing_body(
                                tx, {UnitId{kCity}, "province", body, day("2020-01-01"), "QĐ", body}, {}, 1);
                        })
                        .has_value());
        EXPECT_THAT(text("half_year", "01", "2024-H1"), HasSubstr("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO")) << body;
        EXPECT_THAT(text("annual", "01", "2024"), HasSubstr("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025")) << body;
    }
    EXPECT_THAT(text("annual", "VN", "2024"), HasSubstr("Cả nước có 34 mô hình và 3 điển hình"));
    EXPECT_TRUE(shipped_template("other").empty());
}

}  // namespace kheo::reports
