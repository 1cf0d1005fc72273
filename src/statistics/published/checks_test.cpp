// SPDX-License-Identifier: Apache-2.0
// How published numbers and periods are read, and which of their contradictions are seen.
#include <gmock/gmock.h>

#include "statistics/published/checks.hpp"
#include "statistics/published/notation.hpp"

namespace kheo::statistics::published {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

PublishedFigure figure(std::string written, std::int64_t value, std::string period = "năm 2023") {
    PublishedFigure out;
    out.reference = written + period;
    out.indicator = "Mô hình đăng ký";
    out.area = "Thành phố Một";
    out.period = std::move(period);
    out.written = std::move(written);
    out.value = value * 1000;
    out.measured_in = "mô hình";
    return out;
}

/// "contradicts: sentence" of the first check, "" when there is none.
std::string found(const PublishedFigure& one, std::vector<PublishedFigure> others = {}) {
    others.push_back(one);
    const auto checks = check(one, others);
    if (checks.empty()) return "";
    const auto& first = checks.front();
    const auto* outcome = first.outcome == Outcome::holds         ? "holds: "
                          : first.outcome == Outcome::contradicts ? "contradicts: "
                                                                  : "open: ";
    return outcome + first.words.in(Language::vi);
}

TEST(Notation, numbers_that_nobody_wrote_so_are_not_read) {
    for (const auto* text : {"", "22/56", "1.5", "12.34", "1,2345", "-4", "ba mươi", "1.000.00", "gần"})
        EXPECT_EQ(read_amount(text), std::nullopt) << text;
}

TEST(Notation, numbers_are_read_as_they_are_written) {
    const std::vector<std::pair<std::string, std::int64_t>> all{{"13.663", 13'663'000},
                                                                {"81,5", 81'500},
                                                                {"05", 5'000},
                                                                {"hơn 2000", 2'000'000},
                                                                {"trên 15 ngàn", 15'000'000},
                                                                {"hơn 12,6 nghìn", 12'600'000},
                                                                {"gần 4,4 triệu", 4'400'000'000}};
    for (const auto& [text, value] : all) EXPECT_EQ(read_amount(text), value) << text;
    EXPECT_EQ(format_amount(13'663'000), "13.663");
    EXPECT_EQ(format_amount(81'500), "81,5");
    EXPECT_EQ(format_amount(7'340), "7,34");
}

TEST(Notation, periods_are_read_and_what_has_no_first_or_last_day_is_not) {
    const std::vector<std::pair<std::string, std::string>> all{{"năm 2023", "2023"},
                                                               {"6 tháng đầu năm 2024", "2024-H1"},
                                                               {"6 tháng cuối năm 2024", "2024-H2"},
                                                               {"quý I/2019", "2019-Q1"},
                                                               {"quý IV năm 2019", "2019-Q4"},
                                                               {"2009-2024", "2009..2024"},
                                                               {"15 năm (2009-2024)", "2009..2024"},
                                                               {"giai đoạn 2021-2025", "2021..2025"},
                                                               {"2015 - 9/2020", "2015-01..2020-09"},
                                                               {"3/2014 - 2021", "2014-03..2021-12"}};
    for (const auto& [text, code] : all) {
        ASSERT_TRUE(read_period(text)) << text;
        EXPECT_EQ(read_period(text)->code(), code) << text;
    }
    for (const auto* text : {"", "đến 10/2022", "năm 2024 (kế hoạch)", "2024-2009", "13/2020 - 2021"})
        EXPECT_EQ(read_period(text), std::nullopt) << text;
}

TEST(Checks, a_value_that_is_not_what_was_written_is_seen) {
    EXPECT_THAT(found(figure("13.663", 13'636)),
                HasSubstr("contradicts: Viết “13.663” nhưng ghi giá trị 13.636"));
    EXPECT_EQ(found(figure("hơn 17 ngàn", 17'000)), "");
    auto share = figure("56/22", 0);
    share.value.reset();
    EXPECT_THAT(found(share), HasSubstr("contradicts"));
}

TEST(Checks, sums_come_out_or_do_not) {
    auto prizes = figure("16", 16);
    prizes.check_note = "2 A + 4 B + 10 C = 16";
    EXPECT_EQ(found(prizes), "holds: 2 + 4 + 10 = 16.");
    prizes.check_note = "2 A + 4 B + 11 C = 16";
    EXPECT_EQ(found(prizes), "contradicts: 2 + 4 + 11 = 17, không phải 16.");
    prizes.check_note = "2 A + 4 B + 11 C = 17";
    EXPECT_EQ(found(prizes), "contradicts: 2 + 4 + 11 = 17, không phải 16.");
    auto solved = figure("22/56", 0);
    solved.value.reset();
    solved.check_note = "4 đúng + 17 sai + 1 tố cáo sai = 22";
    EXPECT_EQ(found(solved), "holds: 4 + 17 + 1 = 22.");
    prizes.check_note = "xã 137 triệu đồng + nhân dân gần 4,4 tỷ đồng";
    EXPECT_EQ(found(prizes), "");
}

TEST(Checks, shares_are_divided_again) {
    auto poor = figure("201", 201);
    poor.check_note = "nguồn ghi 7,34% (201/2782 = 7,2%)";
    EXPECT_EQ(found(poor), "contradicts: 201/2.782 = 7,23%, nguồn ghi 7,34%.");
    poor.check_note = "6,8% của 2782 hộ (189/2782 = 6,8%)";
    EXPECT_EQ(found(poor), "holds: 189/2.782 = 6,8%.");
    poor.check_note = "6,9% của 2782 hộ (189/2782 = 6,8%)";
    EXPECT_EQ(found(poor), "contradicts: 189/2.782 = 6,8%, nguồn ghi 6,9%.");
}

TEST(Checks, stated_changes_are_recomputed_from_the_base_or_say_what_it_must_be) {
    auto visits = figure("866", 866);
    visits.comparison = "giảm 146 lượt so với cùng kỳ (1.012)";
    EXPECT_THAT(found(visits), HasSubstr("holds"));
    visits.comparison = "giảm 145 lượt so với cùng kỳ (1.012)";
    EXPECT_THAT(found(visits), HasSubstr("contradicts"));
    auto regular = figure("22.858", 22'858);
    regular.comparison = "giảm 5,7% so với cùng kỳ năm 2022";
    EXPECT_EQ(found(regular),
              "open: Nguồn không in số kỳ trước; theo mức tăng, giảm thì số ấy từ 24.227 đến 24.252.");
    EXPECT_THAT(found(regular, {figure("24.240", 24'240, "năm 2022")}), HasSubstr("holds"));
    EXPECT_THAT(found(regular, {figure("24.260", 24'260, "năm 2022")}), HasSubstr("contradicts"));
    auto groups = figure("05", 5);
    groups.comparison = "giảm 07 lượt đoàn";
    EXPECT_THAT(found(groups), HasSubstr("số ấy là 12"));
    groups.comparison = "giảm gần 30% so với cùng kỳ";
    EXPECT_THAT(found(groups), HasSubstr("open: Mức tăng, giảm chỉ nêu khoảng chừng"));
}

TEST(Checks, half_a_year_above_a_whole_one_is_not_compared_in_silence) {
    const auto half = figure("24.254", 24'254, "6 tháng đầu năm 2024"), year = figure("13.663", 13'663);
    EXPECT_EQ(
        found(half, {year}),
        "contradicts: 24.254 của 6 tháng đầu năm 2024 lớn hơn 13.663 của cả năm 2023: hai số không cùng "
        "cách tính, không so sánh trực tiếp được.");
    EXPECT_EQ(found(half, {figure("30.000", 30'000)}), "");
    auto again = figure("13.700", 13'700);
    again.reference = "khác";
    again.source = "Báo B";
    EXPECT_EQ(found(year, {again}), "contradicts: Nguồn khác ghi 13.700 (Báo B).");
}

}  // namespace
}  // namespace kheo::statistics::published
