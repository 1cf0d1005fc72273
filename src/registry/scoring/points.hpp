// SPDX-License-Identifier: Apache-2.0
// Points in whole tenths, and exact means of them. No floating point: a total of 89,5 is below 90 and a mean
// of 90 reaches it, whatever was divided by what. Pure; safe on any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kheo::registry::scoring {

/// Tenths of a point: 175 is 17,5 points.
using Tenths = std::int64_t;
inline constexpr Tenths kPoint = 10;

/// "17", "17,5", "17.5" → tenths; nullopt for anything else (negative, two decimals, words, over 9.999).
std::optional<Tenths> parse_points(std::string_view typed);

/// 175 → "17,5", 10000 → "1.000".
std::string format_points(Tenths points);

/// sum / count, kept as it is.
struct Mean {
    std::int64_t sum = 0;  // tenths
    std::int64_t count = 0;

    bool reaches(Tenths least) const { return count > 0 && sum >= least * count; }
    /// Which of two means is larger; both count something.
    friend bool operator<(const Mean& a, const Mean& b) { return a.sum * b.count < b.sum * a.count; }
    friend bool operator==(const Mean& a, const Mean& b) { return a.sum * b.count == b.sum * a.count; }
};

/// For reading only: rounded half up to two decimals, zeros at the end left out: "81,5", "81,67", "90".
std::string format_mean(const Mean& mean);

}  // namespace kheo::registry::scoring
