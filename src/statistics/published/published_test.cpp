// SPDX-License-Identifier: Apache-2.0
// Lists of published figures: refused whole or kept once, shown beside what is counted, to whom it may be.
#include <gmock/gmock.h>

#include "statistics/published/published.hpp"
#include "statistics/published/store.hpp"
#include "statistics/test_atlas.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics::published {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHead =
    "id,indicator,area,period,period_note,value_as_written,value_num,qualifier,unit,comparison,check_note,"
    "source\n";

/// The test's country, whose provinces are found by their full names.
struct NamedAtlas final : territory::Atlas {
    TestAtlas of = country();
    const Unit* find(UnitId id, Date on) const override { return of.find(id, on); }
    bool present(UnitId id, Date on) const override { return of.present(id, on); }
    const Unit* find_code(std::string_view code, Date on) const override { return of.find_code(code, on); }
    const Unit* find_code(Level level, std::string_view code, Date on) const override {
        return of.find_code(level, code, on);
    }
    std::vector<const Unit*> list(Level level, Date on, UnitId under) const override {
        return of.list(level, on, under);
    }
    UnitId ancestor(UnitId id, Level level, Date on) const override { return of.ancestor(id, level, on); }
    bool is_under(UnitId id, UnitId root, Date on) const override { return of.is_under(id, root, on); }
    std::vector<territory::Successor> successors(UnitId, Date, Date) const override { return {}; }
    territory::Restatement restate(UnitId id, Date map) const override { return of.restate(id, map); }
    std::vector<std::string> codes_today(UnitId, Date) const override { return {}; }
    bool before_earliest(Date on) const override { return of.before_earliest(on); }
    territory::Resolution resolve(std::string_view text, Date on, UnitId) const override {
        territory::Resolution out;
        for (const auto* unit : of.list(Level::province, on, {}))
            if (unit->full_name == text) {
                out.status = territory::ResolveStatus::resolved;
                out.unit = *unit;
            }
        return out;
    }
};

class PublishedFigures : public Facts {
  protected:
    PublishedFigures() { save({{1, kAn, "2025-03-01"}, {2, kAn, "2025-04-01"}, {3, kFar, "2025-05-01"}}); }

    Result<Recorded> record(const std::string& rows, std::string head = kHead) {
        return record_list(*database_, head + rows, "so-lieu.csv", 1);
    }

    void keep(const std::string& rows) {
        const auto recorded = record(rows);
        ASSERT_TRUE(recorded.has_value()) << recorded.error().message.in(Language::vi);
    }

    std::string page(const std::string& search = "", std::int64_t unit = 0, const std::string& filter = "") {
        http::Request request;
        request.path = "/so-lieu/cong-bo";
        request.query.add("tim", search);
        request.query.add("loc", filter);
        request.who.user = {7};
        request.who.grants = {
            {auth::Role::reader, UnitId{unit}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        const auto response = routes(services_).front().handler(request);
        EXPECT_TRUE(response.has_value()) << response.error().detail;
        return response ? response->body : std::string();
    }

    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_;
    std::shared_ptr<const territory::Atlas> atlas_ = std::make_shared<NamedAtlas>();
    Services services_{*database_, clock_, site_, [this] { return atlas_; }, source()};
};

TEST_F(PublishedFigures, a_list_with_wrong_rows_is_refused_whole_with_all_of_them) {
    const auto refused = record(
        "A1,Mô hình,Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n"
        ",Mô hình,Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n"
        "A1,Mô hình,Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n"
        "A3,Mô hình,Thành phố Một,năm 2025,,5,5,,mô hình,,,\n"
        "A4,Mô hình,Thành phố Một,năm 2025,,5,năm,,mô hình,,,Báo A\n"
        "A5," +
        std::string(1'001, 'x') + ",Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n");
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().fields.size(), 5U);
    EXPECT_THAT(refused.error().fields[4].message.in(Language::vi), HasSubstr("1.000 chữ cái"));
    EXPECT_THAT(refused.error().fields[1].message.in(Language::vi), HasSubstr("Dòng 4: mã đã có"));
    EXPECT_THAT(refused.error().fields[3].message.in(Language::vi), HasSubstr("81.5"));
    EXPECT_THAT(page(), HasSubstr("Không có số liệu nào"));
    const auto headless = record("A1,Mô hình\n", "id,indicator\n");
    ASSERT_FALSE(headless.has_value());
    EXPECT_THAT(headless.error().message.in(Language::vi), HasSubstr("thiếu cột “area”"));
}

TEST_F(PublishedFigures, the_same_list_again_changes_nothing_and_a_corrected_row_takes_its_place) {
    const std::string rows =
        "A1,Mô hình đăng ký,Thành phố Một,năm 2025,,\"81,5\",81.5,,tỷ đồng,,,Báo A\n"
        "A2,Đơn đã giải quyết,Thành phố Một,,,22/56,,,đơn,,,Báo B\n";
    EXPECT_EQ(record(rows)->saved, 2);
    EXPECT_EQ(record(rows)->unchanged, 2);
    const auto again = record("A1,Mô hình đăng ký,Thành phố Một,năm 2025,,\"81,6\",81.6,,tỷ đồng,,,Báo A\n");
    EXPECT_EQ(again->saved, 1);
    const auto body = page();
    EXPECT_THAT(body, HasSubstr("81,6 tỷ đồng"));
    EXPECT_THAT(body, HasSubstr("22/56 đơn"));
    EXPECT_THAT(body, HasSubstr("không ghi kỳ"));
    const auto entries = database_->read([](db::Transaction& tx) { return ledger::last_entry(tx); });
    EXPECT_EQ(*entries, 3) << "an entry for each row that was kept";
}

TEST_F(PublishedFigures, a_figure_stands_beside_what_is_counted_with_what_keeps_them_apart) {
    keep(
        "A1,Mô hình “Dân vận khéo” đăng ký,Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n"
        "A2,Tác phẩm dự thi,Thành phố Một,năm 2025,,7,7,,tác phẩm,,,https://bao.example/bai\n");
    const auto body = page();
    EXPECT_THAT(body, HasSubstr(">2</a> <span class=\"sm\">ít hơn số công bố 3</span>"));
    EXPECT_THAT(body,
                HasSubstr("href=\"/so-lieu?chi_tieu=practices&amp;don_vi=01&amp;ky=2025&amp;ban_do=then"));
    EXPECT_THAT(body, HasSubstr("Không so sánh trực tiếp được: nguồn không ghi cách tính"));
    EXPECT_THAT(body, HasSubstr("Chưa đếm được"));
    EXPECT_THAT(body,
                HasSubstr("href=\"https://bao.example/bai\" rel=\"noopener noreferrer\">bao.example</a>"));
    EXPECT_THAT(body, HasSubstr("cả đăng ký mới và duy trì")) << "definitions stand on the page";
}

TEST_F(PublishedFigures, what_is_counted_is_shown_only_to_who_may_see_the_unit) {
    keep("A1,Mô hình đăng ký,Thành phố Một,năm 2025,,5,5,,mô hình,,,Báo A\n");
    EXPECT_THAT(page("", kCity), HasSubstr("ít hơn số công bố 3"));
    const auto other = page("", kOther);
    EXPECT_THAT(other, HasSubstr("5 mô hình")) << "what was published is known to all";
    EXPECT_THAT(other, Not(HasSubstr("số công bố 3")));
    EXPECT_THAT(page("", kAn), Not(HasSubstr("số công bố 3"))) << "a part of the unit is not enough";
}

TEST_F(PublishedFigures, contradictions_can_be_asked_for_and_what_is_typed_is_escaped) {
    keep(
        "A1,Giải thưởng,Thành phố Một,năm 2025,,16,16,,giải,,2 A + 4 B + 11 C = 16,Báo A\n"
        "A2,<b>Tác phẩm,Thành phố Hai,năm 2025,,7,7,,tác phẩm,,,javascript:alert(1)\n");
    const auto flagged = page("", 0, "mau_thuan");
    EXPECT_THAT(flagged, HasSubstr("2 + 4 + 11 = 17, không phải 16"));
    EXPECT_THAT(flagged, Not(HasSubstr("Tác phẩm")));
    const auto found = page("tac pham");
    EXPECT_THAT(found, HasSubstr("&lt;b&gt;Tác phẩm"));
    EXPECT_THAT(found, Not(HasSubstr("Giải thưởng")));
    EXPECT_THAT(found, Not(HasSubstr("href=\"javascript")));
}

/// All published figures that are known, as they stand in the shared list.
TEST_F(PublishedFigures, the_known_figures_all_load_and_their_contradictions_are_seen) {
    KHEO_NEEDS_SHARED();
    const auto file = kheo::test::shared_dir() / "data" / "figures_real.csv";
    const auto recorded = record_list(*database_, kheo::test::read_file(file), "figures_real.csv", 1);
    ASSERT_TRUE(recorded.has_value()) << recorded.error().message.in(Language::vi);
    EXPECT_EQ(recorded->saved, 102);
    const auto flagged = page("", 0, "mau_thuan");
    EXPECT_THAT(flagged, HasSubstr("24.254 của 6 tháng đầu năm 2024 lớn hơn 13.663 của cả năm 2023"));
    EXPECT_THAT(flagged, HasSubstr("nguồn ghi 7,34%"));
    EXPECT_THAT(flagged, HasSubstr("nguồn ghi 6,9%"));
    EXPECT_THAT(flagged, HasSubstr("3 số liệu"));
    EXPECT_THAT(page("thanh tra"), HasSubstr("284 + 86 = 370."));
    EXPECT_THAT(page("tiep thuong xuyen"), HasSubstr("từ 24.227 đến 24.252"));
}

}  // namespace
}  // namespace kheo::statistics::published
