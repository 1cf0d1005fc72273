// SPDX-License-Identifier: Apache-2.0
// UTF-8 ↔ code points, without tables. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kheo::sheet {

/// Appends one code point; what is not a character becomes U+FFFD.
void append_utf8(std::string& out, std::uint32_t code);

/// Code points of a text; an invalid byte counts as U+FFFD.
std::u32string code_points(std::string_view text);

std::string to_utf8(std::u32string_view text);

}  // namespace kheo::sheet
