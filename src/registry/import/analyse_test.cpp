// SPDX-License-Identifier: Apache-2.0
// Whole small lists as CSV text: what each layout means, and that the rules do not depend on one file's
// shape.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "registry/import/analysis.hpp"
#include "registry/test_atlas.hpp"

namespace kheo::registry::import {
namespace {

using test::SmallAtlas;
using testing::ElementsAre;
using testing::IsEmpty;

Result<Analysis> read(const std::string& csv, std::vector<ColumnChoice> choices = {}) {
    const SmallAtlas atlas;
    const auto workbook = TRY(sheet::read_workbook(csv, "danh-sach.csv"));
    return analyse(workbook, atlas,
                   {"001", Date::of(2024, 3, 29), "danh-sach.csv", choices, {}, *Date::of(2026, 11, 21)});
}

Analysis list(const std::string& csv) {
    auto analysis = read(csv);
    EXPECT_TRUE(analysis.has_value());
    return analysis ? *std::move(analysis) : Analysis{};
}

std::vector<std::string> reasons(const Analysis& analysis) {
    std::vector<std::string> out;
    for (const auto& skipped : analysis.skipped) out.push_back(skipped.reason);
    return out;
}

TEST(Analyse, a_header_without_rows_is_refused) {
    const auto refused = read("STT,Tên mô hình,Đơn vị\n");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ("empty_list", refused.error().code);
    EXPECT_FALSE(read("Một trang giấy,không có bảng\n").has_value());
}

TEST(Analyse, a_row_without_title_or_unit_is_read_and_not_saved) {
    const auto out = list(
        "STT,Tên mô hình,Đơn vị,Lĩnh vực\n1,,Phường An,KT\n2,Ngõ xanh,Phường Không Có,KT\n3,Chợ sạch,Phường "
        "An,KT\n");
    ASSERT_EQ(3u, out.rows.size());
    EXPECT_THAT(out.rows[0].problems(), ElementsAre("title_missing"));
    EXPECT_THAT(out.rows[1].problems(), ElementsAre("unit_unknown"));
    EXPECT_EQ(1u, out.to_save());
}

TEST(Analyse, sections_carry_field_and_unit_until_the_next_one) {
    const auto out = list(
        "TT,Tên mô hình,Ghi chú\nA,MÔ HÌNH,\nI,Phường An,\n1,Ngõ xanh,mới\n2,Chợ sạch,duy trì\nII,Phường "
        "Bình,\n1,Đường hoa,mới\n"
        ",Cộng: 2,\nB,ĐIỂN HÌNH,\nI,Phường Cát,\n1,Người giữ cầu,mới\n,Tổng cộng: 4,\n");
    ASSERT_EQ(4u, out.rows.size());
    EXPECT_EQ("00001", out.rows[0].unit->code);
    EXPECT_TRUE(out.rows[0].unit_inherited);
    EXPECT_EQ("00002", out.rows[2].unit->code);
    EXPECT_EQ(Kind::practice, out.rows[2].kind);
    EXPECT_EQ(Kind::exemplar, out.rows[3].kind);
    EXPECT_EQ(Basis::maintained, out.rows[1].basis);
    EXPECT_THAT(out.file_problems, ElementsAre("total_mismatch"));
}

TEST(Analyse, blank_units_are_as_above_and_ditto_marks_repeat_the_field) {
    const auto out = list(
        "TT,Tên mô hình,Địa chỉ,Lĩnh vực\n1,Ngõ xanh,Phường An,VHXH\n2,Chợ sạch,,nt\n3,Đường "
        "hoa,\"\"\"\",\n");
    ASSERT_EQ(3u, out.rows.size());
    EXPECT_EQ("00001", out.rows[1].unit->code);
    EXPECT_TRUE(out.rows[1].unit_inherited);
    EXPECT_EQ("culture_society", out.rows[1].field);
    EXPECT_EQ("00001", out.rows[2].unit->code);
    EXPECT_THAT(out.rows[2].problems(), ElementsAre("field_missing"));
}

TEST(Analyse, ticks_under_a_header_of_two_rows_without_merges) {
    const auto out = list(
        "STT,Tên mô hình,Đơn vị,Lĩnh vực,,,,Chủ thể,\n,,,KT,VH-XH,QP-AN,XD HTCT,Tập thể,Cá "
        "nhân\n(1),(2),(3),(4),(5),(6),(7),(8),(9)\n"
        "1,Ngõ xanh,Phường An,,x,,,x,\n2,Chợ sạch,Phường An,x,x,,,,x\n3,Đường hoa,Phường An,,,,,x,\n");
    ASSERT_EQ(3u, out.rows.size());
    EXPECT_THAT(reasons(out), ElementsAre("header", "header", "column_number_row"));
    EXPECT_EQ("culture_society", out.rows[0].field);
    EXPECT_EQ(OwnerType::individual, out.rows[1].owner_type);
    EXPECT_THAT(out.rows[1].problems(), ElementsAre("field_multiple"));
    EXPECT_THAT(out.rows[1].field_candidates, ElementsAre("economy", "culture_society"));
    EXPECT_THAT(out.rows[2].problems(), ElementsAre("field_missing"));
}

TEST(Analyse, the_code_column_decides_and_another_name_is_remarked) {
    const auto out = list(
        "TT,Tên,Phường,Mã,Năm,Lĩnh vực\n1,Ngõ xanh,Phường An,00001,2009,KT\n2,Chợ sạch,Phường "
        "An,00002,2010,KT\n3,Đường hoa,Phường Cát,00077,2011,KT\n");
    ASSERT_EQ(3u, out.rows.size());
    EXPECT_THAT(out.rows[0].problems(), IsEmpty());
    EXPECT_EQ("00002", out.rows[1].unit->code);
    EXPECT_THAT(out.rows[1].problems(), ElementsAre("unit_code_name_mismatch"));
    EXPECT_EQ("00003", out.rows[2].unit->code);
    EXPECT_THAT(out.rows[2].problems(), ElementsAre("unit_code_name_mismatch"));
    EXPECT_EQ(2010, out.rows[1].campaign_year);
    EXPECT_EQ(Precision::year, out.rows[1].registered_precision);
}

/// Likeness compares each letter with each: a cell may hold 32,767 of them, and every pair of rows is
/// compared.
TEST(Analyse, endless_titles_are_compared_as_they_stand_only) {
    std::string text = "TT,Tên mô hình,Đơn vị,Chủ thể,Lĩnh vực\n";
    const auto row = [&](const std::string& title) { text += "1," + title + ",Phường An,Tổ dân vận,KT\n"; };
    std::string longest;
    while (longest.size() < 30'000) longest += "xây dựng cánh đồng mẫu ";
    for (const char* start : {"Một ", "Hai ", "Ba "}) row(start + longest);
    row("Ba " + longest);
    const auto out = list(text);
    ASSERT_EQ(4U, out.rows.size());
    for (const auto r : {0, 1, 2}) EXPECT_THAT(out.rows[r].problems(), ElementsAre("too_long"));
    EXPECT_EQ(out.rows[2].row, out.rows[3].duplicate_of);
}

TEST(Analyse, duplicates_are_sought_inside_one_unit) {
    const auto out = list(
        "TT,Tên mô hình,Đơn vị,Chủ thể,Lĩnh vực\n1,Xây dựng cánh đồng mẫu,Phường An,Tổ dân vận,KT\n2,Xây "
        "dựng các cánh đồng mẫu,Phường An,Tổ dân vận,KT\n"
        "3,Xây dựng cánh đồng mẫu,Phường Bình,Tổ dân vận,KT\n4,Xây dựng cánh đồng mẫu,Phường An,Tổ dân "
        "vận,KT\n5,Xây dựng cánh đồng mẫu,Phường An,Chi bộ,KT\n");
    EXPECT_EQ(1 + 1, out.rows[1].near_duplicate_of);
    EXPECT_THAT(out.rows[2].problems(), IsEmpty());
    EXPECT_THAT(out.rows[3].problems(), ElementsAre("duplicate_in_file"));
    EXPECT_THAT(out.rows[4].problems(), ElementsAre("near_duplicate"));
    EXPECT_EQ(4u, out.to_save());
}

TEST(Analyse, what_a_person_says_about_a_column_wins) {
    const std::string csv =
        "TT,Tên mô hình,Nơi làm,Ghi thêm\n1,Ngõ xanh,Phường An,KT\n2,Chợ sạch,Phường Bình,KT\n";
    const auto out = read(csv, {{2, Role::unit}, {3, Role::field}});
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ("00001", out->rows[0].unit->code);
    EXPECT_EQ("economy", out->rows[0].field);
}

TEST(Analyse, the_closing_block_and_notes_are_skipped_with_their_reason) {
    const auto out = list(
        "QUẬN ỦY ĐÔNG,,ĐẢNG CỘNG SẢN VIỆT NAM\n,,\nDANH SÁCH NĂM 2024,,\nTT,Tên mô hình,Đơn vị\n1,Ngõ "
        "xanh,Phường An\n* Ghi chú: tính cả năm 2023,,\n"
        "Nơi nhận:,,TRƯỞNG BAN\n- Lưu.,,\n,,(đã ký)\n");
    EXPECT_THAT(reasons(out),
                ElementsAre("heading", "heading", "header", "note", "recipients", "recipients", "signature"));
    EXPECT_EQ(2024, out.year);
}

TEST(Analyse, a_row_without_number_between_numbered_rows_is_not_lost) {
    const auto out = list(
        "TT,Tên mô hình,Đơn vị,Lĩnh vực\n1,Ngõ xanh,Phường An,KT\n,Chợ sạch,Phường Bình,\n2,Đường hoa,Phường "
        "An,KT\n");
    ASSERT_EQ(3u, out.rows.size());
    EXPECT_EQ("Chợ sạch", out.rows[1].title);
    EXPECT_EQ("00002", out.rows[1].unit->code);
}

TEST(Analyse, the_date_below_a_list_counts_and_a_date_in_a_row_does_not) {
    const auto workbook = sheet::read_workbook(
        "TT,Tên mô hình,Đơn vị,Thời gian\n1,Ngõ xanh,Phường An,ngày 5 tháng 1 năm 2023\n,,,\n,,\"Quận Đông, "
        "ngày 29 tháng 3 năm 2024\",\n",
        "ds.csv");
    const SmallAtlas atlas;
    Hints hints;
    hints.today = *Date::of(2026, 11, 21);
    const auto out = analyse(*workbook, atlas, hints);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(Date::of(2024, 3, 29), out->list_date);
    EXPECT_EQ("2023-01-05", out->rows[0].start);
    EXPECT_THAT(reasons(*out), ElementsAre("header", "signature"));
}

TEST(Analyse, a_title_like_a_formula_stays_text) {
    const auto out =
        list("TT,Tên mô hình,Đơn vị,Lĩnh vực\n1,=1+1,Phường An,KT\n2,-2+3 Tổ tự quản,Phường An,KT\n");
    EXPECT_EQ("=1+1", out.rows[0].title);
    EXPECT_THAT(out.rows[0].problems(), ElementsAre("formula_injection"));
    EXPECT_THAT(out.rows[1].problems(), ElementsAre("formula_injection"));
}

// --- mutations: the same list told in other shapes
// -----------------------------------------------------------------

struct Told {
    std::vector<std::string> headings;  // title, unit, owner type, field, start, end, basis
    std::vector<int> order;
    int lines_above = 0;
};

const std::vector<std::vector<std::string>> kRows = {
    {"Ngõ xanh", "Phường An", "Tập thể", "Văn hóa - xã hội", "1/2024", "10/2024", "Đăng ký mới"},
    {"Chợ sạch", "Phường Bình", "Cá nhân", "KT", "15/02/2024", "20/12/2024", "Duy trì"},
    {"Cổng rào ANTT", "Phường Cát", "Tập thể", "QP-AN", "Quý I/2024", "Quý III/2024", "Đăng ký mới"},
    {"Ngày thứ Bảy cùng dân", "Phường An", "Tập thể", "XDHTCT", "2024", "2024", "Duy trì"},
};

std::string line(int number, const std::vector<std::string>& cells, const std::vector<int>& order,
                 bool header) {
    std::string out = header ? "STT" : std::to_string(number);
    for (const int i : order) out += ";" + cells[i];
    return out + "\n";
}

std::string tell(const Told& told) {
    std::string out;
    for (int i = 0; i < told.lines_above; ++i) out += i % 2 ? ";;\n" : "QUẬN ỦY ĐÔNG;;\n";
    out += line(0, told.headings, told.order, true);
    for (std::size_t i = 0; i < kRows.size(); ++i)
        out += line(static_cast<int>(i) + 1, kRows[i], told.order, false);
    return out;
}

std::string summary(const Analysis& analysis) {
    std::string out;
    for (const auto& r : analysis.rows) {
        out += r.title + '|' + (r.unit ? r.unit->code : "-") + '|' +
               (r.owner_type ? std::string(code(*r.owner_type)) : "-") + '|' + r.field + '|' + r.start + '|' +
               r.end + '|' + (r.basis ? std::string(code(*r.basis)) : "-") + '\n';
    }
    return out;
}

TEST(Mutations, columns_shuffled_headings_renamed_header_moved_down_say_the_same) {
    const std::vector<std::vector<std::string>> wordings = {
        {"Tên mô hình", "Đơn vị", "Tập thể/Cá nhân", "Lĩnh vực", "Bắt đầu", "Kết thúc",
         "Đăng ký mới/Duy trì"},
        {"Nội dung đăng ký", "Địa chỉ", "Loại hình", "Thuộc lĩnh vực", "Từ ngày", "Đến ngày", "Hình thức"},
        {"TÊN MÔ HÌNH, ĐIỂN HÌNH", "Xã, phường, thị trấn", "Đối tượng", "LĨNH VỰC", "Thời gian bắt đầu",
         "Thời gian kết thúc", "Ghi chú"},
        {"Ten mo hinh dan van kheo", "Dia ban thuc hien", "TT/CN", "Linh vuc", "Tu thang", "Den thang",
         "Moi/duy tri"},
    };
    const auto expected = summary(list(tell({wordings[0], {0, 1, 2, 3, 4, 5, 6}, 0})));
    EXPECT_THAT(expected,
                testing::HasSubstr("Cổng rào ANTT|00003|collective|defence_security|2024-Q1|2024-Q3|new"));
    std::mt19937 random(7);
    for (const auto& wording : wordings)
        for (int turn = 0; turn < 6; ++turn) {
            Told told{wording, {0, 1, 2, 3, 4, 5, 6}, turn * 3};
            std::ranges::shuffle(told.order, random);
            const auto csv = tell(told);
            EXPECT_EQ(expected, summary(list(csv))) << csv;
        }
}

TEST(Mutations, a_long_list_is_read_in_seconds) {
    std::string csv = "STT;Tên mô hình;Mã;Lĩnh vực\n";
    const char* codes[] = {"00001", "00002", "00003"};
    for (int i = 0; i < 3000; ++i)
        csv += std::to_string(i + 1) + ";Tổ số " + std::to_string(i * 7919 % 100003) + " giữ sạch ngõ " +
               std::to_string(i) + ";" + codes[i % 3] + ";KT\n";
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(3000u, list(csv).rows.size());
    EXPECT_LT(std::chrono::steady_clock::now() - began,
              std::chrono::seconds(120));  // a slow machine without optimiser
}

}  // namespace
}  // namespace kheo::registry::import
