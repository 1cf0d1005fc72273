// SPDX-License-Identifier: Apache-2.0
// Dates as exact as they are known (rules.hpp): YYYY, YYYY-MM, YYYY-Qn, YYYY-MM-DD.
#include <fmt/format.h>

#include "base/number.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "registry/messages.gen.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

constexpr std::string_view kRoman[] = {"I", "II", "III", "IV"};

/// Numbers of "31/05/2024", "5-2024", "31.5.2024"; empty when any part is none.
std::vector<int> numbers_of(std::string_view text) {
    std::string parts(text);
    for (auto& c : parts)
        if (c == '-' || c == '.') c = '/';
    std::vector<int> out;
    for (const auto part : split(parts, '/')) {
        const auto number = parse_number<int>(trim(part));
        if (!number) return {};
        out.push_back(*number);
    }
    return out;
}

/// quarter counts from 0
std::string quarter_text(int quarter, std::string_view year) {
    return Sentence(msg::quarter_of, {{"quarter", std::string(kRoman[quarter])}, {"year", std::string(year)}})
        .in(Language::vi);
}

std::optional<std::string> quarter_typed(std::string_view folded) {
    if (!folded.starts_with("quy ") && !folded.starts_with("q")) return std::nullopt;
    const auto rest = folded.starts_with("quy ") ? folded.substr(4) : folded.substr(1);
    const auto slash = rest.find_first_of(" /");
    if (slash == std::string_view::npos) return std::nullopt;
    const auto year = parse_number<int>(rest.substr(rest.find_last_of(" /") + 1));
    for (int q = 1; q <= 4 && year; ++q) {
        const auto name = rest.substr(0, slash);
        if (name == std::to_string(q) || name == fold(kRoman[q - 1]))
            return fmt::format("{:04}-Q{}", *year, q);
    }
    return std::nullopt;
}

}  // namespace

std::optional<DayRange> days_of(std::string_view partial) {
    const auto period = Period::parse(partial);
    if (period && partial.find("..") == std::string_view::npos && period->shape != Period::Shape::half &&
        period->shape != Period::Shape::days)
        return DayRange{period->first, period->last};
    const auto day = Date::parse_iso(partial);
    if (!day) return std::nullopt;
    return DayRange{*day, *day};
}

std::string partial_vietnamese(std::string_view partial) {
    if (partial.size() == 10) {
        const auto day = Date::parse_iso(partial);
        return day ? day->vietnamese() : std::string(partial);
    }
    const auto year = partial.substr(0, 4);
    if (partial.size() != 7) return std::string(partial);
    if (partial[5] == 'Q') return quarter_text((partial[6] - '1') & 3, year);
    return fmt::format("{}/{}", partial.substr(5), year);
}

std::optional<std::string> parse_partial(std::string_view typed) {
    const auto text = tidy(typed);
    if (text.empty()) return std::string();
    if (days_of(text)) return text;
    if (auto found = quarter_typed(fold(text)); found && days_of(*found)) return found;
    const auto n = numbers_of(text);
    std::string stored;
    if (n.size() == 2) stored = fmt::format("{:04}-{:02}", n[1], n[0]);
    if (n.size() == 3) stored = fmt::format("{:04}-{:02}-{:02}", n[2], n[1], n[0]);
    if (stored.empty() || !days_of(stored)) return std::nullopt;
    return stored;
}

std::string registration_date(Date date, Precision precision) {
    switch (precision) {
        case Precision::day:
            return date.vietnamese();
        case Precision::month:
            return fmt::format("{:02}/{:04}", date.month(), date.year());
        case Precision::quarter:
            return quarter_text((date.month() - 1) / 3, fmt::format("{:04}", date.year()));
        case Precision::year:
            return fmt::format("{:04}", date.year());
    }
    return date.vietnamese();
}

}  // namespace kheo::registry
