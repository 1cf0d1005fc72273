// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/text_height.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace kheo::sheet {

int lines_of(std::string_view text, double width) {
    double lines = 0;
    for (const auto line : split(text, '\n'))
        lines +=
            std::max(1.0, std::ceil(static_cast<double>(length(line)) * 1.05 / std::max(width - 1, 3.0)));
    return static_cast<int>(std::clamp(lines, 1.0, static_cast<double>(kMostLines)));
}

}  // namespace kheo::sheet
