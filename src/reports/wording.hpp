// SPDX-License-Identifier: Apache-2.0
// How figures are said in an official Vietnamese text. Pure. Documents are always Vietnamese.
#pragma once

#include <string>

#include "reports/model.hpp"

namespace kheo::reports {

/// "6 tháng đầu năm 2024", "năm 2023".
std::string period_words(const Period& period);

/// The period the tasks are for: "6 tháng cuối năm 2024", "năm 2024".
Period next_period(const Period& period);

/// "cùng kỳ năm 2023" beside a half-year, "năm 2022" beside a year.
std::string base_words(const Period& base);

/// "13.663 mô hình và 27 điển hình", only what there is; "" for nothing.
std::string registered_words(const Count& count);

/// "tăng 89 mô hình, điển hình (6,4 %) so với cùng kỳ năm 2023"; a zero base is "không xác định".
std::string comparison_words(const Count& count, const Period& base);

/// For cells: "+57", "−5", "0".
std::string difference_cell(const Pair& pair);
/// "+7,9", "−5,7", "0", "không xác định".
std::string ratio_cell(const Pair& pair);

/// "xã, phường, thị trấn".
std::string joined(const std::vector<std::string>& words, std::string_view separator = ", ");

}  // namespace kheo::reports
