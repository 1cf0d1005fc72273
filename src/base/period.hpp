// SPDX-License-Identifier: Apache-2.0
// Reporting periods as the contract writes them: 2024, 2024-H1, 2024-Q3, 2024-05, 2009..2024,
// 2026-01..2026-11, 2025-12-15..2026-12-14.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/message.hpp"

namespace kheo {

struct Period {
    enum class Shape { year, half, quarter, month, days };

    Date first;  // inclusive
    Date last;   // inclusive
    Shape shape = Shape::days;

    static std::optional<Period> parse(std::string_view text);

    /// The same period one year earlier.
    Period same_last_year() const;
    /// How the contract writes it.
    std::string code() const;
    bool contains(Date date) const { return first <= date && date <= last; }
    auto operator<=>(const Period&) const = default;
};

/// "năm 2024", "6 tháng đầu năm 2024", "quý III năm 2024", "từ năm 2009 đến năm 2024", "từ 15/12/2025 đến
/// 14/12/2026".
Sentence period_name(const Period& period);

}  // namespace kheo
