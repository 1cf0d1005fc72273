// SPDX-License-Identifier: Apache-2.0
// Texts inside BIFF records ([MS-XLS] 2.5.293, 2.5.294, 2.4.265): 8 or 16 bit characters, rich text runs
// skipped, the table of shared strings over its CONTINUE records. Whatever is cut ends early; nothing is read
// outside. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::sheet {

/// A BIFF8 text at `start`: 16 bit count, flags, characters.
std::string unicode_text(std::string_view data, std::size_t start);

/// 8-bit characters of BIFF5, taken as Latin-1: old Vietnamese encodings are decoded later, per cell.
std::string byte_text(std::string_view bytes);

/// The strings of an SST record and the CONTINUE records behind it.
std::vector<std::string> shared_strings(const std::vector<std::string_view>& records);

}  // namespace kheo::sheet
