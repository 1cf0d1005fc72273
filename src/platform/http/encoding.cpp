// SPDX-License-Identifier: Apache-2.0
#include "platform/http/encoding.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::http {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plus_is_space) c = ' ';
        if (c == '%') {
            const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    if (!is_valid_utf8(out)) return std::nullopt;
    return out;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::optional<Fields> parse_query(std::string_view text, std::size_t most) {
    Fields fields;
    for (const auto piece : split(text, '&')) {
        if (piece.empty()) continue;
        if (fields.pairs().size() >= most) return std::nullopt;
        const auto equals = std::min(piece.find('='), piece.size());
        auto name = percent_decode(piece.substr(0, equals), true);
        auto value = percent_decode(piece.substr(std::min(equals + 1, piece.size())), true);
        if (!name || !value) return std::nullopt;
        fields.add(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string write_query(const Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields.pairs()) {
        if (!out.empty()) out += '&';
        out += percent_encode(name) + '=' + percent_encode(value);
    }
    return out;
}

Fields parse_cookies(std::string_view header) {
    Fields cookies;
    for (const auto piece : split(header, ';')) {
        const auto pair = trim(piece);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        auto value = pair.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        cookies.add(std::string(pair.substr(0, equals)), std::string(value));
    }
    return cookies;
}

bool is_local_target(std::string_view target) {
    if (target.empty() || target.front() != '/' || target.starts_with("//")) return false;
    return std::none_of(target.begin(), target.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x21 || c == '\\' || c == 0x7f;
    });
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool same_secret(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |=
            static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

}  // namespace kheo::http
