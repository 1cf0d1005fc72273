// SPDX-License-Identifier: Apache-2.0
// The small readers of a list: dates, fields, totals, headings of columns, the letterhead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry/import/columns.hpp"
#include "registry/import/labels.hpp"
#include "registry/import/letterhead.hpp"
#include "registry/import/when.hpp"
#include "registry/import/words.hpp"

namespace kheo::registry::import {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

sheet::Cell text(std::string value) {
    sheet::Cell cell;
    cell.kind = sheet::CellKind::text;
    cell.text = std::move(value);
    return cell;
}

std::string when(std::string value) {
    const auto read = read_when(text(std::move(value)), 2024);
    return read.invalid ? "invalid" : read.value;
}

std::string span(std::string value) {
    const auto read = read_span(text(std::move(value)), 2024);
    return (read.start.invalid ? "invalid" : read.start.value) + ".." +
           (read.end.invalid ? "invalid" : read.end.value);
}

TEST(When, a_day_that_does_not_exist_is_invalid_and_words_are_not) {
    EXPECT_EQ("invalid", when("31/02/2026"));
    EXPECT_EQ("invalid", when("30-02-2025"));
    EXPECT_EQ("invalid", when("13/2024"));
    EXPECT_EQ("", when("thường xuyên"));
    EXPECT_EQ("", when(""));
}

TEST(When, every_shape_keeps_its_own_precision) {
    EXPECT_EQ("2024-03-15", when("15/3/2024"));
    EXPECT_EQ("2025-11-15", when("15-11-2025"));
    EXPECT_EQ("2024-03-15", when("15.03.24"));
    EXPECT_EQ("2024-03-15", when("ngày 15 tháng 3 năm 2024"));
    EXPECT_EQ("2024-03-15", when("2024-03-15"));
    EXPECT_EQ("2023-12-26", when("45286"));
    EXPECT_EQ("2024-03", when("3/2024"));
    EXPECT_EQ("2024-03", when("Tháng 3/2024"));
    EXPECT_EQ("2024-03", when("tháng 3"));
    EXPECT_EQ("2026-Q1", when("Quý I/2026"));
    EXPECT_EQ("2026-Q4", when("quý 4 năm 2026"));
    EXPECT_EQ("2024", when("năm 2024"));
    EXPECT_EQ("2024-12-26", when("26/12"));
}

TEST(When, month_first_text_is_read_and_told) {
    const auto read = read_when(text("12/25/2025"), 2025);
    EXPECT_EQ("2025-12-25", read.value);
    EXPECT_TRUE(read.month_first);
}

TEST(When, a_number_is_a_serial_date_or_a_year) {
    sheet::Cell cell;
    cell.kind = sheet::CellKind::number;
    cell.number = 45035;
    EXPECT_EQ("2023-04-19", read_when(cell, 2023).value);
    cell.number = 2023;
    EXPECT_EQ("2023", read_when(cell, 2023).value);
    cell.number = 7;
    EXPECT_EQ("2023-07", read_when(cell, 2023).value);
}

TEST(When, a_cell_with_start_and_end_is_split_where_both_halves_are_dates) {
    EXPECT_EQ("2024-02..2024-10", span("2/2024 - 10/2024"));
    EXPECT_EQ("2025-Q2..2025-Q3", span("Quý II/2025 - Quý III/2025"));
    EXPECT_EQ("2025-02-13..2025-11-17", span("13/02/2025 - 17/11/2025"));
    EXPECT_EQ("2024-03..2024-10", span("Từ tháng 3 đến tháng 10/2024"));
    EXPECT_EQ("2024-03..2024-10", span("tháng 3-10/2024"));
    EXPECT_EQ("2025-Q1..2025-Q4", span("Quý I - IV/2025"));
    EXPECT_EQ("2024..2025", span("2024 - 2025"));
    EXPECT_EQ("2015..", span("từ năm 2015 đến nay"));
    EXPECT_EQ("2024..2024", span("cả năm 2024"));
    EXPECT_EQ("2024-01..2024-06", span("6 tháng đầu năm 2024"));
    EXPECT_EQ("2024-03-15..2024-10-20", span("15/3 - 20/10/2024"));
}

TEST(When, order_is_compared_at_the_coarser_precision) {
    EXPECT_TRUE(wrong_order("2025-11-15", "2025-09-20"));
    EXPECT_FALSE(wrong_order("2025-03-20", "2025-03"));
    EXPECT_FALSE(wrong_order("2025-05", "2025-Q2"));
    EXPECT_FALSE(wrong_order("2025-05", ""));
}

TEST(Words, a_field_with_two_readings_is_never_guessed) {
    EXPECT_THAT(read_field("KT-XH").codes, ElementsAre("economy", "culture_society"));
    EXPECT_THAT(read_field("Kinh tế, văn hóa - xã hội").codes, ElementsAre("economy", "culture_society"));
    EXPECT_THAT(read_field("Toàn diện").codes, IsEmpty());
    EXPECT_THAT(read_field("Xây dựng nông thôn mới").codes, IsEmpty());
}

TEST(Words, the_spellings_of_the_four_fields) {
    for (const auto* spelling : {"Văn hoá, xã hội", "VH - XH", "VHXH", "LĨNH VỰC VĂN HÓA - XÃ HỘI"})
        EXPECT_THAT(read_field(spelling).codes, ElementsAre("culture_society")) << spelling;
    for (const auto* spelling : {"QP-AN", "ANQP", "Quốc phòng - an ninh", "An ninh quốc phòng"})
        EXPECT_THAT(read_field(spelling).codes, ElementsAre("defence_security")) << spelling;
    for (const auto* spelling :
         {"HTCT", "XDHTCT", "Xây dựng HTCT", "XD hệ thống chính trị", "xay dung he thong chinh tri"})
        EXPECT_THAT(read_field(spelling).codes, ElementsAre("political_system")) << spelling;
    EXPECT_THAT(read_field("Phát triển kinh tế").codes, ElementsAre("economy"));
}

TEST(Words, a_person_is_no_collective_where_the_list_does_not_say_it) {
    for (const auto* person : {"Ông Đỗ Xuân Mẫu", "bà  Lê Thị Mẫu", "Đ/c Mẫu", "Cá nhân ông Mẫu", "ÔNG MẪU"})
        EXPECT_EQ(owner_named(person), OwnerType::individual) << person;
    for (const auto* household : {"Hộ bà Lê Thị Mẫu", "Hộ gia đình ông Mẫu", "Gia đình ông Mẫu"})
        EXPECT_EQ(owner_named(household), OwnerType::household) << household;
    for (const auto* many : {"Hội Phụ nữ", "Bà con tổ 5", "Chị em chi hội 3", "Hồ Ông Tạo", "Ban Dân vận"})
        EXPECT_EQ(owner_named(many), OwnerType::collective) << many;
}

TEST(Words, ticks_and_ditto_marks) {
    EXPECT_TRUE(is_tick("x"));
    EXPECT_TRUE(is_tick(" V "));
    EXPECT_FALSE(is_tick("Tập thể"));
    EXPECT_TRUE(is_ditto("nt"));
    EXPECT_TRUE(is_ditto("Như trên"));
    EXPECT_TRUE(is_ditto("\""));
    EXPECT_FALSE(is_ditto("Nông thôn"));
}

TEST(Totals, words_that_only_look_like_a_sum_are_none) {
    for (const auto* title :
         {"Cổng rào ANTT", "Công an xã Bình Hải", "Cộng đồng tự quản", "Tổng vệ sinh đường làng"})
        EXPECT_FALSE(is_total_text(title)) << title;
    for (const auto* total : {"Cộng: 07 mô hình", "Cộng A: 54", "Cộng các xã, phường: 30",
                              "TỔNG CỘNG (I+II): 20 mô hình", "Tổng số", "Cộng"})
        EXPECT_TRUE(is_total_text(total)) << total;
}

TEST(Totals, the_printed_number_is_not_a_label) {
    EXPECT_EQ(7, number_in_total("Cộng: 07 mô hình"));
    EXPECT_EQ(20, number_in_total("TỔNG CỘNG (I+II+III+IV): 20 mô hình"));
    EXPECT_EQ(13663, number_in_total("Tổng cộng: 13.663 mô hình"));
    EXPECT_EQ(25, number_in_total("Tổng cộng: 19 mô hình, 6 điển hình"));
    EXPECT_EQ(std::nullopt, number_in_total("Tổng cộng (A+B)"));
}

TEST(Sections, labels_have_depths) {
    EXPECT_EQ(1, split_label("A. MÔ HÌNH").label.depth);
    EXPECT_EQ(2, split_label("II. LĨNH VỰC KINH TẾ").label.depth);
    EXPECT_EQ("LĨNH VỰC KINH TẾ", split_label("II. LĨNH VỰC KINH TẾ").text);
    EXPECT_EQ(4, split_label("b) Cá nhân").label.depth);
    EXPECT_EQ("Thị trấn Hà Lam", split_label("Thị trấn Hà Lam").text);
}

Role role_of(std::vector<std::string> path) {
    return column_by_wording(0, path).role;
}

TEST(Columns, headings_are_understood_by_their_wording) {
    EXPECT_EQ(Role::number, role_of({"TT"}));
    EXPECT_EQ(Role::title, role_of({"Tên mô hình, điển hình"}));
    EXPECT_EQ(Role::title, role_of({"Nội dung đăng ký"}));
    EXPECT_EQ(Role::unit, role_of({"Đơn vị/Địa chỉ"}));
    EXPECT_EQ(Role::commune, role_of({"Xã/phường/thị trấn"}));
    EXPECT_EQ(Role::district, role_of({"Quận/huyện/thị xã"}));
    EXPECT_EQ(Role::unit_code, role_of({"Mã đơn vị"}));
    EXPECT_EQ(Role::ignored, role_of({"Mã cũ"}));
    EXPECT_EQ(Role::start, role_of({"Thời gian", "Từ ngày"}));
    EXPECT_EQ(Role::end, role_of({"Thời gian", "kết thúc"}));
    EXPECT_EQ(Role::ignored, role_of({"Số mô hình"}));
    EXPECT_EQ(Role::ignored, role_of({"Ghi chú của hệ thống"}));
}

TEST(Columns, ticks_stand_for_their_heading) {
    EXPECT_EQ("economy", column_by_wording(0, {"Lĩnh vực", "KT"}).value);
    EXPECT_EQ("individual", column_by_wording(0, {"Chủ thể đăng ký", "Cá nhân"}).value);
    EXPECT_EQ("maintained", column_by_wording(0, {"Đăng ký", "Duy trì"}).value);
    EXPECT_EQ("", column_by_wording(0, {"TT"}).value);
}

TEST(Letterhead, dates_and_years) {
    EXPECT_EQ(Date::of(2024, 3, 29), date_in_words("Tây Hồ, ngày 29 tháng 3 năm 2024"));
    EXPECT_EQ(Date::of(2022, 11, 25), date_in_words("ngày 25 thang 11 năm 2022"));
    EXPECT_EQ(Date::of(2024, 3, 31), date_in_words("Tây Hồ, ngày     tháng 3 năm 2024"));
    EXPECT_EQ(std::nullopt, date_in_words("ngày 31 tháng 2 năm 2024"));
    EXPECT_EQ(2024, year_in("đăng ký mô hình “Dân vận khéo” năm 2024"));
    EXPECT_EQ(2024, year_in("QUẬN TÂY HỒ 2009-2024"));
    EXPECT_EQ(0, year_in("Số: 07-DS/BDVQU"));
}

}  // namespace
}  // namespace kheo::registry::import
