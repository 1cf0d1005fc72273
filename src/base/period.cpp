// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <fmt/format.h>

#include <array>

#include "base/messages.gen.hpp"

namespace kheo {

namespace {

std::optional<int> digits(std::string_view text, std::size_t count) {
    if (text.size() != count) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Period> months(int year, int from, int to, Period::Shape shape) {
    const auto first = Date::of(year, from, 1);
    const auto last = Date::of(year, to, to >= 1 && to <= 12 ? days_in_month(year, to) : 0);
    if (!first || !last) return std::nullopt;
    return Period{*first, *last, shape};
}

std::optional<Period> parse_single(std::string_view text) {
    using enum Period::Shape;
    if (text.size() == 10) {
        const auto date = Date::parse_iso(text);
        return date ? std::optional(Period{*date, *date, days}) : std::nullopt;
    }
    const auto year_number = digits(text.substr(0, 4), 4);
    if (!year_number || *year_number < 1) return std::nullopt;
    if (text.size() == 4) return months(*year_number, 1, 12, year);
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto part = text.substr(5);
    if (part == "H1") return months(*year_number, 1, 6, half);
    if (part == "H2") return months(*year_number, 7, 12, half);
    if (part[0] == 'Q' && part[1] >= '1' && part[1] <= '4') {
        const int q = part[1] - '0';
        return months(*year_number, 3 * q - 2, 3 * q, quarter);
    }
    const auto month_number = digits(part, 2);
    return month_number ? months(*year_number, *month_number, *month_number, month) : std::nullopt;
}

bool whole_years(const Period& p) {
    return p.first.month() == 1 && p.first.day() == 1 && p.last.month() == 12 && p.last.day() == 31;
}

bool whole_months(const Period& p) {
    return p.first.day() == 1 && p.last.day() == days_in_month(p.last.year(), p.last.month());
}

const Message& quarter_message(int quarter) {
    static const std::array<const Message*, 4> names{&msg::period_quarter_1, &msg::period_quarter_2,
                                                     &msg::period_quarter_3, &msg::period_quarter_4};
    return *names[static_cast<std::size_t>(quarter - 1)];
}

}  // namespace

std::optional<Period> Period::parse(std::string_view text) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return parse_single(text);
    const auto from = parse_single(text.substr(0, dots));
    const auto to = parse_single(text.substr(dots + 2));
    if (!from || !to || to->last < from->first) return std::nullopt;
    return Period{from->first, to->last, from->first == to->first ? from->shape : Shape::days};
}

Period Period::same_last_year() const {
    Period earlier{first.plus_years(-1), last.plus_years(-1), shape};
    if (whole_months(*this)) {  // the last day of February moves with the year
        const int year = last.year() - 1;
        earlier.last = *Date::of(year, last.month(), days_in_month(year, last.month()));
    }
    return earlier;
}

std::string Period::code() const {
    const int y = first.year(), m = first.month();
    switch (shape) {
        case Shape::year:
            return fmt::format("{:04}", y);
        case Shape::half:
            return fmt::format("{:04}-H{}", y, m <= 6 ? 1 : 2);
        case Shape::quarter:
            return fmt::format("{:04}-Q{}", y, (m + 2) / 3);
        case Shape::month:
            return fmt::format("{:04}-{:02}", y, m);
        case Shape::days:
            break;
    }
    if (whole_years(*this)) return fmt::format("{:04}..{:04}", y, last.year());
    if (whole_months(*this)) return fmt::format("{:04}-{:02}..{:04}-{:02}", y, m, last.year(), last.month());
    return fmt::format("{}..{}", first.iso(), last.iso());
}

Sentence period_name(const Period& p) {
    const auto y = std::to_string(p.first.year());
    const int m = p.first.month();
    switch (p.shape) {
        case Period::Shape::year:
            return {msg::period_year, {{"year", y}}};
        case Period::Shape::half:
            return {m <= 6 ? msg::period_first_half : msg::period_second_half, {{"year", y}}};
        case Period::Shape::quarter:
            return {quarter_message((m + 2) / 3), {{"year", y}}};
        case Period::Shape::month:
            return {msg::period_month, {{"month", std::to_string(m)}, {"year", y}}};
        case Period::Shape::days:
            break;
    }
    if (whole_years(p)) return {msg::period_years, {{"from", y}, {"to", std::to_string(p.last.year())}}};
    return {msg::period_days, {{"from", p.first.vietnamese()}, {"to", p.last.vietnamese()}}};
}

}  // namespace kheo
