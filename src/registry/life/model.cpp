// SPDX-License-Identifier: Apache-2.0
#include "registry/life/model.hpp"

#include <algorithm>
#include <array>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

namespace {
constexpr std::array<std::string_view, 3> kLevels{"commune", "district", "province"};
}

std::string_view code(RecognitionLevel level) {
    return kLevels[static_cast<std::size_t>(level)];
}

std::optional<RecognitionLevel> parse_level(std::string_view text) {
    const auto found = std::ranges::find(kLevels, text);
    if (found == kLevels.end()) return std::nullopt;
    return static_cast<RecognitionLevel>(found - kLevels.begin());
}

std::string cycle_href(std::string_view code) {
    return std::string("/ho-so/").append(code);
}

}  // namespace kheo::registry::life
