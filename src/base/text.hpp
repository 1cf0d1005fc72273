// SPDX-License-Identifier: Apache-2.0
// Vietnamese text: normal form, folding for search and comparison, collation, numbers in Vietnamese style.
// All strings are UTF-8; all functions are pure and safe to call from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kheo {

bool is_valid_utf8(std::string_view text);

/// Unicode NFC. Invalid bytes become U+FFFD.
std::string nfc(std::string_view text);

/// NFC, Ð→Đ, ƣ/Ƣ→ư/Ư, every run of white space (also NBSP and line breaks) one space, trimmed: how titles are
/// kept.
std::string tidy(std::string_view text);

/// Trims white space (ASCII, NBSP, ideographic) at both ends.
std::string_view trim(std::string_view text);

/// Lower case, no diacritics, đ→d, ƣ→u, Ð→d; other characters stay. "Đường hoa" → "duong hoa". Works on NFC
/// and NFD.
std::string fold(std::string_view text);

/// fold, then everything but letters and digits becomes one space; trimmed. For names: "TP. Hồ-Chí Minh" →
/// "tp ho chi minh".
std::string fold_words(std::string_view text);

/// Lower case, NFC, diacritics kept but tone marks placed the new way (hoà→hòa, thuỷ→thủy) so both styles
/// compare equal.
std::string tone_key(std::string_view text);

/// "Ủy ban" → "ỦY BAN".
std::string upper(std::string_view text);

/// Only the first letter: "năm 2023" → "Năm 2023", "Thành phố Hà Nội" → "thành phố Hà Nội".
std::string capitalized(std::string_view text);
std::string uncapitalized(std::string_view text);

/// Number of Unicode code points.
std::size_t length(std::string_view text);

/// Similarity 2·M/(|a|+|b|) by Ratcliff/Obershelp over code points, like Python's difflib without autojunk;
/// 0..1.
double similarity(std::string_view a, std::string_view b);

/// Bytes whose order is Vietnamese alphabetical order; store as blob and sort by it on any database.
std::string collation_key(std::string_view text);

/// "13.663", "−5" with U+2212.
std::string format_count(std::int64_t value);

/// Thousandths of a percent are not printed: (−57, 1) → "−5,7". value is scaled by 10^decimals.
std::string format_decimal(std::int64_t scaled, int decimals);

std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace kheo
