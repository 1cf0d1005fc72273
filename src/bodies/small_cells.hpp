// SPDX-License-Identifier: Apache-2.0
// Protects a table of counts about households: nobody may work out a count from 1 to 4, nor a rest from 1 to
// 4
// ("2 have not agreed"). Pure. Each row counts three stages, each inside the one before: to move ≥ agreed ≥
// handed over; the totals of the columns stand below. A row is hidden from its first small count or small
// rest onward, and a column with a hidden cell hides its total. There is one mask for all that is hidden: two
// would tell the reason, and the reason gives the count away. The test prints every table up to a size and
// asks each page whether another table prints the same.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace kheo::bodies {

inline constexpr std::int64_t kSmallest = 5;  // counts below are hidden (0 is shown)

using Stages = std::array<std::int64_t, 3>;

enum class Shown { number, hidden };  // 12 · "…"

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
