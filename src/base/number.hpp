// SPDX-License-Identifier: Apache-2.0
// A number that is the whole of a text, as addresses, forms, files and options hold it. Safe on any thread.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace kheo {

/// "12" → 12, "-3" → −3; nullopt when the text is empty, holds anything else (blanks, "+", a unit), or the
/// number does not fit.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const auto* const begin = text.data();
    const auto* const end = begin + text.size();
    const auto [stop, error] = std::from_chars(begin, end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

}  // namespace kheo
