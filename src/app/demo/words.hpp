// SPDX-License-Identifier: Apache-2.0
// The word lists of the demonstration (words.json, embedded).
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace kheo::app::demo {

/// words.json as embedded; parsed once.
const nlohmann::json& words();
std::string_view words_text();  // generated

}  // namespace kheo::app::demo
