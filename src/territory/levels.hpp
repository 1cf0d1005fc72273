// SPDX-License-Identifier: Apache-2.0
// Levels, codes and the type words in front of names ("Thị trấn Núi Đối" → "Thị trấn" + "Núi Đối").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "territory/territory.hpp"

namespace kheo::territory {

/// Province 2, district 3, commune 5 digits; anything else is no official code.
std::optional<Level> level_of_code(std::string_view code);

struct TypedName {
    std::string type;  // "" when the name has no type word
    std::string name;
};
TypedName split_full_name(std::string_view full_name);

/// Name as it is compared: folded words, numbers without leading zeros ("Phường 09" = "phuong 9").
std::string name_key(std::string_view text);

}  // namespace kheo::territory
