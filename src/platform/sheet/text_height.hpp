// SPDX-License-Identifier: Apache-2.0
// How high a row must be for wrapped text. Programs measure again with their own fonts; LibreOffice does not
// on opening, so files carry an estimate. Pure.
#pragma once

#include <string_view>

namespace kheo::sheet {

inline constexpr double kLineHeight = 15;  // points
inline constexpr int kMostLines = 27;      // a row is at most 409 points high

/// Lines that the text takes in a column of this width (in characters), 1..kMostLines.
int lines_of(std::string_view text, double width);

}  // namespace kheo::sheet
