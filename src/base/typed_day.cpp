// SPDX-License-Identifier: Apache-2.0
#include "base/typed_day.hpp"

#include "base/number.hpp"
#include "base/text.hpp"

namespace kheo {

namespace {

constexpr int kShortYears = 50;  // "26" is 2026; "98" is not guessed

std::optional<int> year_of(std::string_view typed) {
    const auto year = parse_number<int>(typed);
    if (!year || *year < 0 || (typed.size() != 2 && typed.size() != 4)) return std::nullopt;
    if (typed.size() == 4) return *year >= 1000 ? year : std::nullopt;
    return *year < kShortYears ? std::optional(2000 + *year) : std::nullopt;
}

}  // namespace

std::optional<Date> typed_day(std::string_view text) {
    text = trim(text);
    if (const auto iso = Date::parse_iso(text)) return iso;
    for (const char mark : {'/', '.', '-'}) {
        const auto parts = split(text, mark);
        if (parts.size() != 3) continue;
        const auto day = parse_number<int>(trim(parts[0])), month = parse_number<int>(trim(parts[1])),
                   year = year_of(trim(parts[2]));
        if (day && month && year) return Date::of(*year, *month, *day);
    }
    return std::nullopt;
}

}  // namespace kheo
