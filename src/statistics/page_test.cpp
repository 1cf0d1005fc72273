// SPDX-License-Identifier: Apache-2.0
// The page /so-lieu as a reader sees it: what is shown, linked, refused and kept from other readers.
#include <gmock/gmock.h>

#include "platform/sheet/workbook.hpp"
#include "statistics/export.hpp"
#include "statistics/page_table.hpp"
#include "statistics/pages.hpp"
#include "statistics/test_atlas.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Page : public Facts {
  protected:
    Page() {
        save({{1, kAn, "2025-03-01"},
              {2, kAn, "2026-03-01"},
              {3, kBinh, "2025-05-01", "exemplar"},
              {4, kCat, "2025-05-01", "practice", "culture_society"},
              {5, kNew, "2026-05-01"},
              {6, kFar, "2026-05-01", "practice", "culture_society"}});
    }

    static auth::Principal reader(std::int64_t unit) {
        auth::Principal who;
        who.user = {7};
        who.display_name = "Người đọc";
        who.grants = {{auth::Role::reader, UnitId{unit}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        return who;
    }

    Result<http::Response> get(std::string path,
                               const std::vector<std::pair<std::string, std::string>>& query,
                               std::int64_t unit = 0) {
        http::Request request;
        request.path = path;
        for (const auto& [name, value] : query) request.query.add(name, value);
        request.who = reader(unit);
        for (const auto& route : routes(services_))
            if (route.pattern == path) return route.handler(request);
        return fail(ErrorKind::not_found, msg_);
    }
    std::string page(const std::vector<std::pair<std::string, std::string>>& query, std::int64_t unit = 0) {
        auto response = get("/so-lieu", query, unit);
        EXPECT_TRUE(response.has_value())
            << response.error().message.in(Language::vi) << response.error().detail;
        return response ? response->body : std::string();
    }

    static constexpr Message msg_{"", {"", "", ""}};
    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_;
    std::shared_ptr<const territory::Atlas> atlas_ = std::make_shared<TestAtlas>(country());
    Services services_{*database_, clock_, site_, [this] { return atlas_; }, source()};
};

TEST_F(Page, a_period_that_cannot_be_read_keeps_the_form_and_says_what_to_write) {
    const auto response = get("/so-lieu", {{"ky", "2026-13"}, {"linh_vuc", "economy"}});
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->status, 422);
    EXPECT_THAT(response->body, HasSubstr("Không hiểu kỳ “2026-13”"));
    EXPECT_THAT(response->body, HasSubstr("value=\"economy\" selected"));
}

TEST_F(Page, a_unit_of_another_map_is_refused_in_words) {
    const auto body = page({{"don_vi", "001"}});
    EXPECT_THAT(body, HasSubstr("Không có đơn vị mã “001” trên bản đồ ngày 21/11/2026"));
}

TEST_F(Page, a_reader_sees_the_grants_subtree_only) {
    const auto mine = page({{"ky", "2026"}}, kOther);
    EXPECT_THAT(mine, HasSubstr("Tỉnh Hai"));
    EXPECT_THAT(mine, Not(HasSubstr("Thành phố Một")));
    const auto foreign = get("/so-lieu", {{"ky", "2026"}, {"don_vi", "01"}}, kOther);
    ASSERT_FALSE(foreign.has_value());
    EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
    EXPECT_FALSE(get("/so-lieu/bang.csv", {{"ky", "2026"}, {"don_vi", "01"}}, kOther).has_value());
}

TEST_F(Page, opens_level_by_level_with_every_figure_a_link) {
    const auto country_page = page({{"ky", "2026"}});
    EXPECT_THAT(country_page, HasSubstr("Thành phố Một"));
    EXPECT_THAT(country_page, HasSubstr("href=\"/so-lieu?don_vi=01&amp;ky=2026"));
    EXPECT_THAT(country_page,
                HasSubstr("href=\"/so-dang-ky?ky=2026&amp;don_vi=01&amp;ban_do=now&amp;loai=practice"));
    const auto city = page({{"ky", "2026"}, {"don_vi", "01"}});
    EXPECT_THAT(city, HasSubstr("Phường An Bình"));
    EXPECT_THAT(city, HasSubstr("Cả nước"));
    EXPECT_THAT(city, HasSubstr("1 đơn vị chưa có đăng ký nào trong kỳ: Xã Dương"))
        << "missing units are named";
    EXPECT_THAT(city, HasSubstr("50,0% của 2 đơn vị cấp xã")) << "a share says of how many";
}

TEST_F(Page, says_what_the_map_cannot_give_to_one_unit) {
    const auto now = page({{"ky", "2026"}, {"don_vi", "01"}});
    EXPECT_THAT(now, HasSubstr("01/07/2025"));
    EXPECT_THAT(now, HasSubstr("Cấp trên, hoặc không quy được về một đơn vị"));
    EXPECT_THAT(now, HasSubstr("Tại thời điểm đó"));
    const auto before = page({{"ky", "2025-H1"}, {"ban_do", "now"}, {"don_vi", "01"}, {"so_voi", "khong"}});
    EXPECT_THAT(before, HasSubstr("không quy được về một đơn vị cấp xã"));
    EXPECT_THAT(before, HasSubstr("khong_quy=1"));
    const auto then = page({{"ky", "2025-H1"}, {"ban_do", "then"}, {"don_vi", "01"}, {"so_voi", "khong"}});
    EXPECT_THAT(then, HasSubstr("Quận Đông")) << "districts stood then";
    EXPECT_THAT(then, Not(HasSubstr("khong_quy=1")));
}

TEST_F(Page, other_rows_and_columns_can_be_asked) {
    const auto body = page({{"ky", "2025"}, {"hang", "field"}, {"cot", "kind"}, {"so_voi", "khong"}});
    EXPECT_THAT(body, HasSubstr("economy"));
    EXPECT_THAT(body, HasSubstr("<th scope=\"col\" class=\"n\">Điển hình</th>"));
}

TEST_F(Page, a_typed_value_is_escaped) {
    const auto body = page({{"ky", "<script>1"}, {"chu_de", "\"><i id=x>"}});
    EXPECT_THAT(body, Not(HasSubstr("<script>1")));
    EXPECT_THAT(body, Not(HasSubstr("<i id=x>")));
}

TEST_F(Page, the_table_leaves_as_csv) {
    const auto response = get("/so-lieu/bang.csv", {{"ky", "2026"}, {"don_vi", "01"}});
    ASSERT_TRUE(response.has_value());
    EXPECT_THAT(response->body, StartsWith("\xEF\xBB\xBF"));
    EXPECT_THAT(response->body, HasSubstr("Thành phố Một,2,2,0,0"));
}

TEST_F(Page, the_table_leaves_as_a_workbook_that_says_how_it_was_counted) {
    const auto response = get("/so-lieu/bang.xlsx", {{"ky", "2026"}, {"don_vi", "01"}});
    ASSERT_TRUE(response.has_value());
    const auto book = sheet::read_workbook(response->body, "so-lieu.xlsx");
    ASSERT_TRUE(book.has_value());
    std::string all;
    for (const auto& row : book->sheets.at(0).rows)
        for (const auto& cell : row) all += cell.text + "|";
    EXPECT_THAT(all, HasSubstr("Tính theo địa giới ngày 21/11/2026"));
    EXPECT_THAT(all, HasSubstr("Phường An Bình|2|1|1|100"));
}

TEST(Export, cells_that_look_like_formulas_are_escaped) {
    FigureTable table;
    table.first_head = "Chủ đề";
    table.heads = {"a,b"};
    Figure figure;
    figure.number = 1234;
    table.rows = {{"=HYPERLINK(1)", "", "", false, {figure}}};
    EXPECT_EQ(table_csv(table, Language::vi),
              "\xEF\xBB\xBF"
              "Chủ đề,\"a,b\"\r\n\"'=HYPERLINK(1)\",1234\r\n");
}

TEST(ChangeFigure, is_in_words_and_integers) {
    EXPECT_EQ(change_figure(1480, 1391, Language::vi).text, "▲ +89 (6,4%)");
    EXPECT_EQ(change_figure(26, 29, Language::vi).text, "▼ −3 (−10,3%)");
    EXPECT_EQ(change_figure(38, 38, Language::vi).text, "= 0 (0,0%)");
    EXPECT_EQ(change_figure(5, 0, Language::vi).text, "▲ +5 (không xác định)");
}

}  // namespace
}  // namespace kheo::statistics
