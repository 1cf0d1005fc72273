// SPDX-License-Identifier: Apache-2.0
// Counting stretches of rows: one general way in blocks (masks → cell numbers → additions), and short cuts
// where nothing splits the rows or few values do. Private to runs. A Counter belongs to one question.
#pragma once

#include "statistics/runs/plan.hpp"

namespace kheo::statistics::runs {

/// Words of a slot: first the count with the part in its upper half, or, where it fits, with the first sum
/// above 24 bits; then the other sums.
struct Words {
    bool packed = false;  // the first sum stands in the first word
    int tails = 0;        // sums in words of their own
    int words() const { return 1 + tails; }
};
inline constexpr int kPackedAt = 24, kPartAt = 32;  // where the first sum and the part begin in a word
Words words_of(const Plan& plan);

/// Adds all rows of the columns into cells[slot × words]; zeroed before.
void count_rows(const Plan& plan, const Words& words, std::vector<std::uint64_t>& cells);

/// Days of a spread, counted: bins[slot × kBins + days], longer ones one by one.
inline constexpr std::uint32_t kBins = 512;
struct Far {
    std::size_t slot;
    std::int32_t days;
    int weight;
};
struct Bins {
    std::vector<std::uint32_t> bins;
    std::vector<Far> far;
};
void count_spread(const Plan& plan, Bins& bins);

}  // namespace kheo::statistics::runs
