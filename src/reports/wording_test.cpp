// SPDX-License-Identifier: Apache-2.0
#include "reports/wording.hpp"

#include <gtest/gtest.h>

namespace kheo::reports {

const Period kH1 = *Period::parse("2024-H1");
const Period kYear = *Period::parse("2023");

Count practices(std::int64_t now, std::int64_t base) {
    return {{now, base}, {now, base}, {0, 0}};
}

TEST(Wording, SaysChangesAsAReportDoes) {
    EXPECT_EQ(comparison_words(practices(1480, 1391), *Period::parse("2025-H1")),
              "tăng 89 mô hình (6,4 %) so với cùng kỳ năm 2025");
    EXPECT_EQ(comparison_words(practices(22858, 24240), *Period::parse("2022")),
              "giảm 1.382 mô hình (5,7 %) so với năm 2022");
    EXPECT_EQ(comparison_words(practices(9, 9), *Period::parse("2022")), "bằng số đăng ký của năm 2022");
}

TEST(Wording, AZeroBaseIsUndefinedNeverInfinite) {
    EXPECT_EQ(comparison_words(practices(24254, 0), *Period::parse("2023-H1")),
              "tỷ lệ tăng, giảm không xác định vì cùng kỳ năm 2023 chưa có số liệu trên hệ thống");
    EXPECT_EQ(ratio_cell({5, 0}), "không xác định");
    EXPECT_EQ(ratio_cell({0, 0}), "không xác định");
}

TEST(Wording, CellsCarryTheirSign) {
    EXPECT_EQ(difference_cell({782, 725}), "+57");
    EXPECT_EQ(difference_cell({725, 782}), "−57");
    EXPECT_EQ(difference_cell({1, 1}), "0");
    EXPECT_EQ(ratio_cell({782, 725}), "+7,9");
    EXPECT_EQ(ratio_cell({943, 1000}), "−5,7");
    EXPECT_EQ(ratio_cell({27, 25}), "+8,0");
    EXPECT_EQ(ratio_cell({1, 1}), "0");
}

TEST(Wording, PracticesAndExemplarsAreCountedApart) {
    EXPECT_EQ(registered_words({{3237, 0}, {1821, 0}, {1416, 0}}), "1.821 mô hình và 1.416 điển hình");
    EXPECT_EQ(registered_words(practices(13663, 0)), "13.663 mô hình");
    EXPECT_EQ(registered_words({{4, 0}, {0, 0}, {4, 0}}), "4 điển hình");
}

TEST(Wording, NamesTheNextPeriodAndTheBase) {
    EXPECT_EQ(period_words(next_period(kH1)), "6 tháng cuối năm 2024");
    EXPECT_EQ(period_words(next_period(*Period::parse("2024-H2"))), "6 tháng đầu năm 2025");
    EXPECT_EQ(period_words(next_period(kYear)), "năm 2024");
    EXPECT_EQ(base_words(kH1.same_last_year()), "cùng kỳ năm 2023");
    EXPECT_EQ(base_words(kYear.same_last_year()), "năm 2022");
}

}  // namespace kheo::reports
