// SPDX-License-Identifier: Apache-2.0
#include "registry/import/when.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <regex>

#include "base/text.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kLongestDate = 200;  // bytes; a longer cell is prose, and std::regex recurses
constexpr int kFirstYear = 1945, kLastYear = 2100;
constexpr double kFirstSerial = 20000, kLastSerial = 80000;  // 1954 … 2119

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Two digits mean this century.
int full_year(const std::string& text) {
    const int year = number(text);
    return text.size() <= 2 ? 2000 + year : year;
}

bool sane(int year) {
    return year >= kFirstYear && year <= kLastYear;
}

When nothing() {
    return {};
}

When bad() {
    When when;
    when.invalid = true;
    return when;
}

When of_year(int year) {
    if (!sane(year)) return bad();
    return {fmt::format("{:04}", year)};
}

When of_month(int year, int month) {
    if (!sane(year) || month < 1 || month > 12) return bad();
    return {fmt::format("{:04}-{:02}", year, month)};
}

When of_quarter(int year, int quarter) {
    if (!sane(year) || quarter < 1 || quarter > 4) return bad();
    return {fmt::format("{:04}-Q{}", year, quarter)};
}

When of_day_text(int year, int first, int second) {
    if (!sane(year)) return bad();
    When when;
    when.day_text = true;
    if (const auto date = Date::of(year, second, first)) {
        when.value = date->iso();
        return when;
    }
    if (const auto swapped = Date::of(year, first, second)) {
        when.value = swapped->iso();
        when.month_first = true;
        return when;
    }
    when.invalid = true;
    return when;
}

When of_serial(double serial) {
    static const Date epoch = *Date::of(1899, 12, 30);
    When when;
    when.value = epoch.plus_days(static_cast<int>(std::floor(serial))).iso();
    return when;
}

int quarter_number(const std::string& text) {
    constexpr std::array<std::string_view, 4> roman = {"i", "ii", "iii", "iv"};
    for (std::size_t i = 0; i < roman.size(); ++i)
        if (text == roman[i]) return static_cast<int>(i) + 1;
    return number(text);
}

/// Folded, words that say nothing removed: "từ đầu tháng 3 năm 2024" → "thang 3 nam 2024".
std::string plain(std::string_view text) {
    static const std::regex noise(R"(\b(tu|den|het|khoang|dau|cuoi|giua|vao|trong|bat|ket|thuc)\b)");
    auto folded = std::regex_replace(fold(tidy(text)), noise, " ");
    std::string out;
    for (const char c : folded)
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out.push_back(c);
    while (!out.empty() && (out.back() == ' ' || out.back() == ';' || out.back() == '.' || out.back() == ','))
        out.pop_back();
    return out;
}

/// One point in time; nothing() when the text is no date at all.
When point(const std::string& text, int year) {
    static const std::regex iso(R"((\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00.*)?)");
    static const std::regex day(R"((?:ngay )?(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2}))");
    static const std::regex words(R"(ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4}))");
    static const std::regex day_only(R"((?:ngay )?(\d{1,2}) ?[/.\-] ?(\d{1,2}))");
    static const std::regex quarter(R"((?:quy|q) ?(iv|i{1,3}|[1-4])(?:(?: ?[/.,\-] ?| )(?:nam ?)?(\d{4}))?)");
    static const std::regex month(R"((?:thang|t) ?(\d{1,2})(?:(?: ?[/.,\-] ?| )(?:nam ?)?(\d{4}))?)");
    static const std::regex month_year(R"((\d{1,2}) ?[/.\-] ?(\d{4}))");
    static const std::regex only_year(R"((?:ca )?(?:nam )?(\d{4}))");
    std::smatch m;
    if (std::regex_match(text, m, iso)) {
        const auto date = Date::of(number(m[1]), number(m[2]), number(m[3]));
        return date ? When{date->iso()} : bad();
    }
    if (std::regex_match(text, m, day)) return of_day_text(full_year(m[4]), number(m[1]), number(m[3]));
    if (std::regex_match(text, m, words)) return of_day_text(number(m[3]), number(m[1]), number(m[2]));
    if (std::regex_match(text, m, quarter))
        return of_quarter(m[2].matched ? number(m[2]) : year, quarter_number(m[1]));
    if (std::regex_match(text, m, month)) return of_month(m[2].matched ? number(m[2]) : year, number(m[1]));
    if (std::regex_match(text, m, month_year)) return of_month(number(m[2]), number(m[1]));
    if (std::regex_match(text, m, only_year)) return of_year(number(m[1]));
    if (std::regex_match(text, m, day_only)) return of_day_text(year, number(m[1]), number(m[2]));
    if (text == "ca nam" || text == "nam") return of_year(year);
    return nothing();
}

/// Written like a date (digits with a separator), so that not reading it is an error and not a remark in
/// words.
bool looks_like_date(const std::string& text) {
    static const std::regex shape(R"(\d{1,4} ?[/.\-] ?\d{1,4}|(?:thang|quy|ngay|nam) \d+)");
    return std::regex_search(text, shape);
}

int year_of(const When& when, int fallback) {
    return when.value.empty() ? fallback : number(when.value.substr(0, 4));
}

/// The right half of a range may leave out the word of the left: "Quý I - IV/2025", "tháng 3 - 10/2024".
When right_half(const std::string& left, const std::string& text, int year) {
    if (auto when = point(text, year); !when.value.empty() || when.invalid) return when;
    for (const std::string_view word : {"quy", "thang", "ngay", "nam"})
        if (left.starts_with(word)) return point(std::string(word) + ' ' + text, year);
    return nothing();
}

When left_half(const std::string& text, const When& right, int year) {
    const int own_year = year_of(right, year);
    if (auto when = point(text, own_year); !when.value.empty() || when.invalid) return when;
    if (text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos &&
        right.value.size() == 7)
        return of_month(own_year, number(text));
    if (text.size() <= 2 && right.value.size() == 10)
        return point(text + '/' + right.value.substr(5, 2), own_year);
    return nothing();
}

std::optional<Span> months_of_half(const std::string& text, int year) {
    static const std::regex first(R"(0?([369]) thang(?: nam)?(?: (\d{4}))?)");
    std::smatch m;
    if (!std::regex_match(text, m, first)) return std::nullopt;
    const int own_year = m[2].matched ? number(m[2]) : year;
    return Span{of_month(own_year, 1), of_month(own_year, number(m[1]))};
}

std::optional<Span> range(const std::string& text, int year) {
    static const std::array<std::string, 6> separators = {"–", "—", "->", "→", "~", "-"};
    for (const auto& separator : separators) {
        for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, at + 1)) {
            const auto left = std::string(trim(std::string_view(text).substr(0, at)));
            const auto right = std::string(trim(std::string_view(text).substr(at + separator.size())));
            if (left.empty()) continue;
            Span span;
            if (right != "nay") span.end = right_half(left, right, year);
            if (right != "nay" && span.end.value.empty() && !span.end.invalid) continue;
            span.start = left_half(left, span.end, year);
            if (span.start.value.empty() && !span.start.invalid) continue;
            return span;
        }
    }
    return std::nullopt;
}

When when_of_number(double value, int year) {
    if (value >= kFirstSerial && value <= kLastSerial) return of_serial(value);
    if (value == std::floor(value) && sane(static_cast<int>(value))) return of_year(static_cast<int>(value));
    if (value == std::floor(value) && value >= 1 && value <= 12)
        return of_month(year, static_cast<int>(value));
    return bad();
}

std::optional<When> when_of_value(const sheet::Cell& cell, int year) {
    if (cell.kind == sheet::CellKind::date && cell.date) {
        When when{cell.month_only ? cell.date->iso().substr(0, 7) : cell.date->iso()};
        when.real = !cell.month_only;
        return when;
    }
    if (cell.kind == sheet::CellKind::number || cell.kind == sheet::CellKind::date)
        return when_of_number(cell.number, year);
    return std::nullopt;
}

When read_text(const std::string& text, int year) {
    if (text.size() == 5 && text.find_first_not_of("0123456789") == std::string::npos)
        return when_of_number(number(text), year);
    auto when = point(text, year);
    if (when.value.empty() && !when.invalid && looks_like_date(text)) when.invalid = true;
    return when;
}

/// "đến" between two dates is a separator like any dash.
std::string with_dashes(std::string_view text) {
    static const std::regex to(R"(\b(den|toi)\b)");
    static const std::regex from(R"(^ *(tu|trong) )");
    auto folded = std::regex_replace(fold(tidy(text)), from, "");
    if (std::regex_search(folded, std::regex(R"(^ *(den|toi)\b)"))) return plain(folded);
    return plain(std::regex_replace(folded, to, "–"));
}

}  // namespace

When read_when(const sheet::Cell& cell, int year) {
    if (cell.blank() || cell.text.size() > kLongestDate) return {};
    if (const auto value = when_of_value(cell, year)) return *value;
    return read_text(plain(cell.text), year);
}

Span read_span(const sheet::Cell& cell, int year) {
    if (cell.blank() || cell.text.size() > kLongestDate) return {};
    if (const auto value = when_of_value(cell, year)) return {*value, {}};
    if (const auto half = months_of_half(plain(cell.text), year)) return *half;
    const auto text = with_dashes(cell.text);
    if (const auto single = point(text, year); !single.value.empty()) {
        const bool whole = single.value.size() == 4 || single.value.contains('Q');
        return {single, whole ? single : When{}};
    }
    if (const auto both = range(text, year)) return *both;
    return {read_text(text, year), {}};
}

std::optional<std::string> exchanged(std::string_view value) {
    const auto date = Date::parse_iso(value);
    if (!date || date->day() > 12 || date->day() == date->month()) return std::nullopt;
    return Date::of(date->year(), date->day(), date->month())->iso();
}

std::optional<Days> days_of(std::string_view value) {
    if (value.size() < 4) return std::nullopt;
    const int year = number(std::string(value.substr(0, 4)));
    if (const auto day = Date::parse_iso(value)) return Days{*day, *day};
    int from = 1, to = 12;
    if (value.size() == 7 && value[5] == 'Q') {
        from = (value[6] - '1') * 3 + 1;
        to = from + 2;
    } else if (value.size() == 7) {
        from = to = number(std::string(value.substr(5, 2)));
    }
    const auto first = Date::of(year, from, 1);
    const auto last = Date::of(year, to, days_in_month(year, to));
    if (!first || !last) return std::nullopt;
    return Days{*first, *last};
}

bool wrong_order(std::string_view start, std::string_view end) {
    const auto from = days_of(start), to = days_of(end);
    return from && to && from->first > to->last;
}

}  // namespace kheo::registry::import
