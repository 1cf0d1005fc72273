// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/points.hpp"

#include "base/number.hpp"
#include "base/text.hpp"

namespace kheo::registry::scoring {

namespace {

constexpr std::size_t kMostDigits = 4;

bool only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Tenths> parse_points(std::string_view typed) {
    const auto text = trim(typed);
    const auto mark = text.find_first_of(",.");
    const auto whole = text.substr(0, mark);
    if (!only_digits(whole) || whole.size() > kMostDigits) return std::nullopt;
    const auto points = *parse_number<Tenths>(whole) * kPoint;
    if (mark == std::string_view::npos) return points;
    const auto tenth = text.substr(mark + 1);
    if (!only_digits(tenth) || tenth.size() != 1) return std::nullopt;
    return points + *parse_number<Tenths>(tenth);
}

std::string format_points(Tenths points) {
    if (points % kPoint == 0) return format_count(points / kPoint);
    return format_decimal(points, 1);
}

std::string format_mean(const Mean& mean) {
    if (mean.count == 0) return {};
    // hundredths of a point = sum / count × 10, half up
    const auto hundredths = (mean.sum * kPoint * 2 + mean.count) / (mean.count * 2);
    if (hundredths % kPoint == 0) return format_points(hundredths / kPoint);
    return format_decimal(hundredths, 2);
}

}  // namespace kheo::registry::scoring
