// SPDX-License-Identifier: Apache-2.0
#include "platform/view/html.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::view {

namespace {

bool is_unreserved(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/// vi and lo write 1.234,5; en writes 1,234.5.
std::string in_style(std::string vietnamese, Language language) {
    if (language != Language::en) return vietnamese;
    for (char& c : vietnamese) c = c == '.' ? ',' : c == ',' ? '.' : c;
    return vietnamese;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view entity_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        default:
            return "&#39;";
    }
}

/// By byte: does it need an entity in a text (1), in an attribute (2)?
constexpr auto kSpecial = [] {
    std::array<std::uint8_t, 256> out{};
    for (const unsigned char c : {'&', '<', '>'}) out[c] = 3;
    for (const unsigned char c : {'"', '\''}) out[c] = 2;
    return out;
}();

void escape(std::string& out, std::string_view value, bool quotes) {
    const int wanted = quotes ? 2 : 1;
    std::size_t from = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if ((kSpecial[static_cast<unsigned char>(value[at])] & wanted) == 0) continue;
        out.append(value.substr(from, at - from)).append(entity_of(value[at]));
        from = at + 1;
    }
    out.append(value.substr(from));
}

}  // namespace

std::string percent(std::string_view part) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : part) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(byte))
            out += c;
        else
            (((out += '%') += kHex[byte >> 4]) += kHex[byte & 15]);
    }
    return out;
}

bool is_safe_url(std::string_view address) {
    // Browsers drop control characters and leading blanks before they look for a scheme, and read \ as /.
    if (std::any_of(address.begin(), address.end(),
                    [](char c) { return static_cast<unsigned char>(c) <= 0x20; }))
        return false;
    if (address.size() > 1 && (address[0] == '/' || address[0] == '\\'))
        if (address[1] == '/' || address[1] == '\\') return false;
    const auto colon = address.find(':');
    if (colon == std::string_view::npos || address.find_first_of("/?#") < colon) return true;
    std::string scheme(address.substr(0, colon));
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
    constexpr std::array<std::string_view, 4> kAllowed{"http", "https", "mailto", "tel"};
    return std::find(kAllowed.begin(), kAllowed.end(), scheme) != kAllowed.end();
}

std::string Html::plain(Date date) const {
    return date.vietnamese();
}

std::string Html::plain(Count value) const {
    return in_style(format_count(value.value), language_);
}

std::string Html::plain(Decimal value) const {
    return in_style(format_decimal(value.scaled, value.decimals), language_);
}

void Html::escape_text(std::string_view value) {
    escape(out_, value, false);
}

void Html::escape_attribute(std::string_view value) {
    escape(out_, value, true);
}

void Html::escape_url(std::string_view value) {
    escape(out_, is_safe_url(value) ? value : "#", true);
}

void Html::escape_url_part(std::string_view value) {
    out_ += percent(value);
}

}  // namespace kheo::view
