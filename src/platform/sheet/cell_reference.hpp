// SPDX-License-Identifier: Apache-2.0
// "B12" and "B12:D14" ↔ row and column from 0. Limits of the format: 1,048,576 rows, 16,384 columns. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

inline constexpr int kMostRows = 1'048'576;
inline constexpr int kMostColumns = 16'384;

struct CellReference {
    int row = 0, column = 0;
};

std::optional<CellReference> parse_reference(std::string_view text);  // also "$B$12"
std::optional<Merge> parse_range(std::string_view text);              // "B12" is a range of one cell
std::string column_letters(int column);                               // 27 → "AB"
std::string reference(int row, int column);                           // (11, 1) → "B12"

/// A number of XML attributes, -1 when it is none or negative.
int parse_index(std::string_view text);

}  // namespace kheo::sheet
