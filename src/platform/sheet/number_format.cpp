// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kheo::sheet {

namespace {

constexpr auto kNowhere = std::string_view::npos;

/// Bytes of the UTF-8 character at `at`.
std::size_t character_size(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    return end - at;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// One step of a format code: a run of the same letter, a literal, or a mark.
struct Token {
    char letter = 0;      // d m y h s, 0 # ? as '0', '%', 'a' for AM/PM; 0 for literals
    std::size_t run = 0;  // how many
    std::string literal;
};

class Tokens {
  public:
    explicit Tokens(std::string_view code) : code_(code) {}

    std::optional<Token> next() {
        while (at_ < code_.size()) {
            const char c = code_[at_];
            if (c == ';') return std::nullopt;
            if (c == '"') return quoted();
            if (c == '\\') return escaped();
            if (c == '_' || c == '*') {
                skip_escape();
            } else if (c == '[') {
                if (auto elapsed = bracket()) return elapsed;
            } else {
                return plain(lower(c));
            }
        }
        return std::nullopt;
    }

  private:
    Token quoted() {
        const auto close = std::min(code_.find('"', at_ + 1), code_.size());
        Token token{0, 1, std::string(code_.substr(at_ + 1, close - at_ - 1))};
        at_ = std::min(close + 1, code_.size());
        return token;
    }
    Token escaped() {
        const auto size = ++at_ < code_.size() ? character_size(code_, at_) : 0;
        Token token{0, 1, std::string(code_.substr(std::min(at_, code_.size()), size))};
        at_ += size;
        return token;
    }
    void skip_escape() {
        ++at_;
        if (at_ < code_.size()) at_ += character_size(code_, at_);
    }
    /// [h]:mm counts hours; [Red], [$-42A] and conditions show nothing.
    std::optional<Token> bracket() {
        const auto close = std::min(code_.find(']', at_), code_.size());
        const auto inside = code_.substr(at_ + 1, close - at_ - 1);
        at_ = std::min(close + 1, code_.size());
        const char c = inside.empty() ? '\0' : lower(inside[0]);
        const bool elapsed = (c == 'h' || c == 'm' || c == 's') &&
                             std::ranges::all_of(inside, [&](char x) { return lower(x) == c; });
        return elapsed ? std::optional(Token{'e', inside.size(), {}}) : std::nullopt;
    }
    Token plain(char c) {
        if (lower(c) == 'a' && at_ + 1 < code_.size() && (code_[at_ + 1] == 'M' || code_[at_ + 1] == '/')) {
            at_ = std::min(code_.size(), at_ + (code_[at_ + 1] == 'M' ? 5 : 3));
            return {'a', 1, {}};
        }
        const bool digit = c == '0' || c == '#' || c == '?';
        if (!digit && std::string_view("dmyhs%").find(c) == kNowhere) {
            const auto size = character_size(code_, at_);
            Token token{0, 1, std::string(code_.substr(at_, size))};
            at_ += size;
            return token;
        }
        std::size_t run = 0;
        while (at_ < code_.size() && lower(code_[at_]) == c) ++at_, ++run;
        return {digit ? '0' : c, run, {}};
    }

    std::string_view code_;
    std::size_t at_ = 0;
};

bool only_zeros(std::string_view code) {
    return code.size() >= 2 && std::ranges::all_of(code, [](char c) { return c == '0'; });
}

struct Moment {
    Date day;
    int hour = 0, minute = 0, second = 0;
};

std::string shown(const Token& token, const Moment& at, bool minutes) {
    const auto two = [&](int value) {
        return token.run >= 2 ? fmt::format("{:02}", value) : fmt::to_string(value);
    };
    switch (token.letter) {
        case 'd':
            return token.run > 2 ? std::string{} : two(at.day.day());
        case 'm':
            return two(minutes ? at.minute : at.day.month());
        case 'y':
            return token.run > 2 ? fmt::format("{:04}", at.day.year())
                                 : fmt::format("{:02}", at.day.year() % 100);
        case 'h':
        case 'e':
            return two(at.hour);
        case 's':
            return two(at.second);
        case 'a':
            return at.hour < 12 ? "SA" : "CH";
        default:
            return token.literal;
    }
}

/// m means minutes after hours, else months.
std::string show(const NumberFormat& format, const Moment& at) {
    Tokens tokens(format.code);
    std::string out;
    bool after_hours = format.shape == NumberFormat::Shape::time;
    while (const auto token = tokens.next()) {
        out += shown(*token, at, after_hours && token->letter == 'm');
        if (token->letter == 'h' || token->letter == 'e') after_hours = true;
        if (token->letter == 'd' || token->letter == 'y') after_hours = false;
    }
    const auto first = out.find_first_not_of(" ,");
    return first == kNowhere ? out : out.substr(first, out.find_last_not_of(" ,") - first + 1);
}

Moment moment_of(double serial, Date day) {
    const auto seconds = static_cast<int>(std::llround((serial - std::floor(serial)) * 86400)) % 86400;
    return {day, seconds / 3600, seconds / 60 % 60, seconds % 60};
}

}  // namespace

NumberFormat parse_format(std::string_view code) {
    NumberFormat format;
    bool hours = false, year = false, digits = false, percent = false;
    Tokens tokens(code);
    while (const auto token = tokens.next()) {
        hours |= token->letter == 'h' || token->letter == 's' || token->letter == 'e';
        year |= token->letter == 'y';
        format.has_day |= token->letter == 'd';
        format.has_month |= token->letter == 'm' && !hours;
        digits |= token->letter == '0';
        percent |= token->letter == '%';
    }
    using Shape = NumberFormat::Shape;
    const bool date = year || (!digits && (format.has_day || (format.has_month && !hours)));
    if (date) {
        format.shape = Shape::date;
        format.code = code;
    } else if (hours && !percent) {
        format.shape = Shape::time;
        format.code = code;
    } else if (percent) {
        format.shape = Shape::percent;
    } else if (only_zeros(code)) {
        format.shape = Shape::zeros;
        format.zeros = static_cast<int>(std::min<std::size_t>(code.size(), 20));
    }
    return format;
}

/// The numbers 14 to 22 follow the reader's language; Vietnamese Excel shows them day first.
NumberFormat builtin_format(int id) {
    if (id == 9 || id == 10) return parse_format("0%");
    if (id == 14) return parse_format("dd/mm/yyyy");
    if (id == 15) return parse_format("dd/mm/yyyy");
    if (id == 16) return parse_format("dd/mm");
    if (id == 17) return parse_format("mm/yyyy");
    if (id == 18 || id == 19 || id == 20) return parse_format("hh:mm");
    if (id == 21) return parse_format("hh:mm:ss");
    if (id == 22) return parse_format("dd/mm/yyyy hh:mm");
    if (id == 45 || id == 47) return parse_format("mm:ss");
    if (id == 46) return parse_format("[h]:mm:ss");
    if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return parse_format("dd/mm/yyyy");
    return {};
}

std::optional<Date> serial_date(double serial, Epoch epoch) {
    if (!(serial >= 0) || serial >= 2958466) return std::nullopt;
    auto day = static_cast<std::int32_t>(std::floor(serial));
    if (epoch == Epoch::from_1904) return Date::from_days(day - 24107);  // 1904-01-01 is day -24107
    if (day < 1) return std::nullopt;
    if (day < 61) ++day;
    return Date::from_days(day - 25569);
}

std::string plain_number(double value) {
    if (value == 0) return "0";
    return fmt::format("{:.15g}", value);
}

Cell number_cell(double value, const NumberFormat& format, Epoch epoch) {
    using Shape = NumberFormat::Shape;
    Cell cell;
    cell.kind = CellKind::number;
    cell.number = value;
    const auto day = format.shape == Shape::date ? serial_date(value, epoch) : std::nullopt;
    if (day) {
        cell.kind = CellKind::date;
        cell.date = *day;
        cell.month_only = !format.has_day && format.has_month;
        cell.text = show(format, moment_of(value, *day));
    } else if (format.shape == Shape::time && value >= 0 && value < 1) {
        cell.text = show(format, moment_of(value, Date{}));
    } else if (format.shape == Shape::percent) {
        cell.text = plain_number(std::round(value * 1e12) / 1e10) + "%";
    } else if (format.shape == Shape::zeros && value >= 0 && value < 1e15 && value == std::floor(value)) {
        cell.text = fmt::format("{:0{}}", static_cast<std::int64_t>(value), format.zeros);
    } else {
        cell.text = plain_number(value);
    }
    if (cell.text.empty()) cell.text = plain_number(value);  // a format that shows nothing hides nothing
    return cell;
}

}  // namespace kheo::sheet
