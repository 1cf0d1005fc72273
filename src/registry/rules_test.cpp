// SPDX-License-Identifier: Apache-2.0
#include "registry/rules.hpp"

#include <gmock/gmock.h>

#include "registry/address.hpp"
#include "registry/prepare.hpp"

namespace kheo::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Statement flower_street() {
    Statement s;
    s.title = "Tuyến đường hoa";
    s.owner_text = "Hội Phụ nữ";
    s.unit = {11};
    s.field = "culture_society";
    return s;
}

const std::vector<Field> kFields{{"economy", "Kinh tế", {}}, {"culture_society", "Văn hóa - xã hội", {}}};

std::vector<std::string> wrong_fields(const Statement& s) {
    std::vector<std::string> keys;
    for (const auto& problem : problems(s, kFields)) keys.push_back(problem.field);
    return keys;
}

TEST(Statement, everything_wrong_is_told_at_once) {
    Statement s;
    s.title = " \n ";
    s.field = "sport";
    s.starts = "2024-02-31";
    s.headings.goals = std::string(kLongestHeading + 1, 'a');
    EXPECT_THAT(wrong_fields(s), ElementsAre("title", "unit", "field", "starts", "goals"));
}

TEST(Statement, the_end_may_lie_in_the_start_year_when_nothing_finer_is_known) {
    auto s = flower_street();
    s.starts = "2024-05";
    s.ends = "2024";
    EXPECT_THAT(wrong_fields(s), IsEmpty());
    s.ends = "2023-12-31";
    EXPECT_THAT(wrong_fields(s), ElementsAre("ends"));
}

TEST(Statement, a_title_of_501_characters_is_too_long_and_of_500_is_not) {
    auto s = flower_street();
    s.title.clear();
    for (std::size_t i = 0; i < kLongestTitle; ++i) s.title += "đ";
    EXPECT_THAT(wrong_fields(s), IsEmpty());
    s.title += "đ";
    EXPECT_THAT(wrong_fields(s), ElementsAre("title"));
}

TEST(PartialDate, is_read_as_people_write_it) {
    EXPECT_EQ(parse_partial("31/5/2024"), "2024-05-31");
    EXPECT_EQ(parse_partial("05/2024"), "2024-05");
    EXPECT_EQ(parse_partial(" 2024 "), "2024");
    EXPECT_EQ(parse_partial("Quý II/2024"), "2024-Q2");
    EXPECT_EQ(parse_partial("quý 3 năm 2024"), "2024-Q3");
    EXPECT_EQ(parse_partial("2024-Q4"), "2024-Q4");
    EXPECT_EQ(parse_partial(""), "");
    EXPECT_EQ(parse_partial("31/02/2024"), std::nullopt);
    EXPECT_EQ(parse_partial("13/2024"), std::nullopt);
    EXPECT_EQ(parse_partial("2024-H1"), std::nullopt);
    EXPECT_EQ(parse_partial("đầu năm"), std::nullopt);
}

TEST(PartialDate, is_shown_as_exact_as_it_is_known) {
    EXPECT_EQ(partial_vietnamese("2024-05-31"), "31/05/2024");
    EXPECT_EQ(partial_vietnamese("2024-05"), "05/2024");
    EXPECT_EQ(partial_vietnamese("2024-Q2"), "quý II/2024");
    EXPECT_EQ(partial_vietnamese("2024"), "2024");
    EXPECT_EQ(registration_date(*Date::of(2024, 4, 1), Precision::quarter), "quý II/2024");
}

TEST(Number, grows_beyond_five_digits) {
    EXPECT_EQ(number_in(series(Kind::practice, 2026), 1), "MH-2026-00001");
    EXPECT_EQ(number_in(series(Kind::exemplar, 2026), 123456), "DH-2026-123456");
}

TEST(Owner, names_are_separated_by_semicolons_and_line_breaks_only) {
    EXPECT_THAT(split_owners("Hội Phụ nữ;  Đoàn Thanh niên,\n; Ban Dân vận"),
                ElementsAre("Hội Phụ nữ", "Đoàn Thanh niên,", "Ban Dân vận"));
    EXPECT_NE(owner_key({11}, "Hội Phụ nữ"), owner_key({12}, "Hội Phụ nữ"));
    EXPECT_EQ(owner_key({11}, "HỘI PHỤ NỮ "), owner_key({11}, "Hội phụ nữ"));
}

TEST(Theme, equal_after_folding_is_one_theme) {
    const std::vector<std::string> written{"Chuyển đổi số", "chuyển  đổi SỐ", "",
                                           "chỉnh trang, hiện đại hóa đô thị"};
    EXPECT_THAT(distinct_themes(written), ElementsAre("Chuyển đổi số", "chỉnh trang, hiện đại hóa đô thị"));
}

TEST(Sector, is_proposed_by_whole_words) {
    const std::vector<SectorRule> rules{{"cong an", Sector::armed_forces},
                                        {"phu nu", Sector::front_and_organisations}};
    EXPECT_EQ(propose_sector("Hội LH Phụ nữ Công an tỉnh", rules), Sector::armed_forces);
    EXPECT_EQ(propose_sector("Hội Phụ nữ phường An", rules), Sector::front_and_organisations);
    EXPECT_EQ(propose_sector("Trường THCS Tân Cong Anh", rules), std::nullopt);
}

TEST(ContentKey, ignores_white_space_but_no_letter) {
    NewRow row;
    row.statement = flower_street();
    row.campaign_year = 2024;
    auto same = row;
    same.statement.title = " Tuyến  đường hoa\n";
    same.statement.field = "economy";
    EXPECT_EQ(content_key(row), content_key(same));
    auto other = row;
    other.statement.title = "Tuyến đường Hoa";
    EXPECT_NE(content_key(row), content_key(other));
    other = row;
    other.basis = Basis::maintained;
    EXPECT_NE(content_key(row), content_key(other));
}

TEST(Address, comes_back_as_it_was) {
    ListQuery q;
    q.period = Period::parse("2024-H1");
    q.unit_code = "00001";
    q.map = {MapChoice::Kind::day, *Date::of(2024, 6, 30)};
    q.theme = "nông thôn mới & đô thị";
    q.basis = "none";
    q.sort = Sort::title;
    q.descending = false;
    const auto address = list_address(q);
    EXPECT_EQ(address,
              "/so-dang-ky?ky=2024-H1&don_vi=00001&ban_do=2024-06-30&hinh_thuc=none&chu_de=n%C3%B4ng%20th%C3%"
              "B4n%20m"
              "%E1%BB%9Bi%20%26%20%C4%91%C3%B4%20th%E1%BB%8B&xep=ten");
}

TEST(Address, of_everything_has_no_parameter) {
    EXPECT_EQ(list_address({}), "/so-dang-ky");
    EXPECT_EQ(address_under("/so-dang-ky", {}, 3), "/so-dang-ky?trang=3");
}

TEST(Prepared, texts_are_tidy_and_line_breaks_of_headings_stay) {
    auto s = flower_street();
    s.title = "  Ðường   hoa ";
    s.headings.method = " Bước 1\r\nBước 2 \n";
    s.owner_text = "A\nB; ";
    const auto p = prepared(s);
    EXPECT_EQ(p.title, "Đường hoa");
    EXPECT_EQ(p.headings.method, "Bước 1\nBước 2");
    EXPECT_EQ(p.owner_text, "A; B");
}

TEST(Changes, are_named_by_key) {
    const auto before = flower_street();
    auto after = before;
    after.title = "Đường hoa";
    after.headings.outputs = "500 m";
    EXPECT_THAT(changed_keys(before, after), ElementsAre("title", "outputs"));
}

}  // namespace
}  // namespace kheo::registry
