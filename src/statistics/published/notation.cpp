// SPDX-License-Identifier: Apache-2.0
#include "statistics/published/notation.hpp"

#include <regex>

#include "base/number.hpp"
#include "base/text.hpp"

namespace kheo::statistics::published {

namespace {

constexpr std::int64_t kLargest = 1'000'000'000'000;  // whole units

/// "9.500" and "2000" are whole, "4,5" and "7,34" are not; "1.5" is nobody's way of writing.
std::optional<std::int64_t> digits(const std::string& text) {
    static const std::regex kShape(R"((\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,3}))?)");
    std::smatch found;
    if (!std::regex_match(text, found, kShape)) return std::nullopt;
    auto whole = found[1].str(), part = found[2].str();
    std::erase(whole, '.');
    part.resize(3, '0');
    const auto number = parse_number<std::int64_t>(whole);
    if (!number || *number > kLargest) return std::nullopt;
    return *number * 1000 + parse_number<std::int64_t>(part).value_or(0);
}

std::int64_t times(const std::string& word) {
    if (word == "nghin" || word == "ngan") return 1000;
    return word == "trieu" ? 1'000'000 : 1;
}

int year_of(const std::ssub_match& found) {
    return parse_number<int>(found.str()).value_or(0);
}

std::optional<Period> parsed(const std::string& code) {
    return Period::parse(code);
}

/// "2009-2024", "2015 - 9/2020"
std::optional<Period> read_span(const std::string& text) {
    static const std::regex kSpan(
        R"((?:.*[^\d/])?(?:(\d{1,2})/)?(\d{4})\s*[-–]\s*(?:(\d{1,2})/)?(\d{4})\)?)");
    std::smatch found;
    if (!std::regex_match(text, found, kSpan)) return std::nullopt;
    const auto month = [&](std::size_t at, int otherwise) {
        return found[at].matched ? year_of(found[at]) : otherwise;
    };
    const auto first = Date::of(year_of(found[2]), month(1, 1), 1);
    const auto last = Date::of(year_of(found[4]), month(3, 12), 1);
    if (!first || !last || *last < *first) return std::nullopt;
    if (!found[1].matched && !found[3].matched) return parsed(found[2].str() + ".." + found[4].str());
    return parsed(first->iso().substr(0, 7) + ".." + last->iso().substr(0, 7));
}

}  // namespace

std::optional<std::int64_t> read_amount(std::string_view text) {
    static const std::regex kShape(R"((?:(?:hon|tren|gan|khoang) )?([\d.,]+)(?: (nghin|ngan|trieu))?)");
    const auto folded = fold(trim(text));
    std::smatch found;
    if (!std::regex_match(folded, found, kShape)) return std::nullopt;
    const auto number = digits(found[1].str());
    if (!number) return std::nullopt;
    return *number * times(found[2].str());
}

std::optional<std::int64_t> first_amount(std::string_view text) {
    static const std::regex kNumber(R"(\d[\d.,]*\d|\d)");
    const std::string all(text);
    std::smatch found;
    if (!std::regex_search(all, found, kNumber)) return std::nullopt;
    return digits(found.str());
}

std::optional<Share> read_share(std::string_view text) {
    static const std::regex kShape(R"((\d{1,9})/(\d{1,9}))");
    const std::string all(trim(text));
    std::smatch found;
    if (!std::regex_match(all, found, kShape)) return std::nullopt;
    return Share{parse_number<std::int64_t>(found[1].str()).value_or(0),
                 parse_number<std::int64_t>(found[2].str()).value_or(0)};
}

std::optional<Period> read_period(std::string_view text) {
    static const std::regex kYear(R"(nam (\d{4}))"), kHalf(R"(6 thang (dau|cuoi) nam (\d{4}))"),
        kQuarter(R"(quy (iv|i{1,3}|[1-4])[/ ](?:nam )?(\d{4}))");
    const auto folded = fold(trim(text));
    std::smatch found;
    if (std::regex_match(folded, found, kYear)) return parsed(found[1].str());
    if (std::regex_match(folded, found, kHalf))
        return parsed(found[2].str() + (found[1].str() == "dau" ? "-H1" : "-H2"));
    if (std::regex_match(folded, found, kQuarter)) {
        const auto roman = found[1].str();
        const auto number = roman == "iv" ? "4" : roman[0] == 'i' ? std::to_string(roman.size()) : roman;
        return parsed(found[2].str() + "-Q" + number);
    }
    return read_span(folded);
}

std::string format_amount(std::int64_t thousandths) {
    if (thousandths % 1000 == 0) return format_count(thousandths / 1000);
    if (thousandths % 100 == 0) return format_decimal(thousandths / 100, 1);
    return thousandths % 10 == 0 ? format_decimal(thousandths / 10, 2) : format_decimal(thousandths, 3);
}

}  // namespace kheo::statistics::published
