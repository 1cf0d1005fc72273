// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/code_points.hpp"

namespace kheo::sheet {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

int sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

bool is_character(std::uint32_t code) {
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

/// Decodes the sequence at `at` and moves behind it; a wrong byte gives U+FFFD and moves by one.
std::uint32_t take(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const int length = sequence_length(lead);
    if (length == 0 || at + static_cast<std::size_t>(length) > text.size()) return ++at, kReplacement;
    std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (int i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((next & 0xC0) != 0x80) return ++at, kReplacement;
        code = code << 6 | (next & 0x3Fu);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || !is_character(code)) return ++at, kReplacement;
    at += static_cast<std::size_t>(length);
    return code;
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t code) {
    if (!is_character(code)) code = kReplacement;
    const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
        byte(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            byte(0xE0 | code >> 12);
        } else {
            byte(0xF0 | code >> 18);
            byte(0x80 | (code >> 12 & 0x3F));
        }
        byte(0x80 | (code >> 6 & 0x3F));
    }
    byte(0x80 | (code & 0x3F));
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) out.push_back(static_cast<char32_t>(take(text, at)));
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (const auto c : text) append_utf8(out, c);
    return out;
}

}  // namespace kheo::sheet
