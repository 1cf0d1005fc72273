// SPDX-License-Identifier: Apache-2.0
// Protects a table of counts about households: cells from 1 to 4 are hidden, so is what a subtraction would
// give away. Pure. Each row counts three stages, each inside the one before: to move ≥ agreed ≥ handed over;
// the totals of the columns stand below. What is hidden: a small count; the smaller of two counts of a row
// (or of the totals) whose difference is small ("2 have not agreed"); in a column with a hidden cell, either
// one more cell with room to take up the difference, or the column's total.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace kheo::bodies {

inline constexpr std::int64_t kSmallest = 5;  // counts below are hidden (0 is shown)

using Stages = std::array<std::int64_t, 3>;

enum class Shown { number, small, withheld };  // 12 · "< 5" · "…"

struct ProtectedRow {
    Stages counts{};
    std::array<Shown, 3> shown{};
};
struct ProtectedTable {
    std::vector<ProtectedRow> rows;
    ProtectedRow totals;
};

/// Rows must satisfy to move ≥ agreed ≥ handed over ≥ 0.
ProtectedTable protect(const std::vector<Stages>& rows);

}  // namespace kheo::bodies
