// SPDX-License-Identifier: Apache-2.0
// Bytes of a text file to UTF-8: byte order marks, UTF-16, UTF-8, else the old Vietnamese 8-bit encodings,
// told apart by which one makes Vietnamese syllables. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

struct DecodedText {
    std::string text;              // UTF-8 without mark
    Legacy legacy = Legacy::none;  // what the whole file was written in
};

/// nullopt when the bytes are no text at all (control characters).
std::optional<DecodedText> decode_text(std::string_view bytes);

/// Where text with a stray control character breaks: its first such line, from 1; none in sound text and in
/// bytes of which more than every twentieth character is one.
std::optional<int> odd_line(std::string_view bytes);

}  // namespace kheo::sheet
