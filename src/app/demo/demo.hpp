// SPDX-License-Identifier: Apache-2.0
// Fills a fresh data directory with the demonstration: shipped catalogue plus the made-up province, its
// initiatives, and accounts that exist in demonstration directories only.
#pragma once

#include <functional>
#include <string_view>

#include "app/data_dir.hpp"

namespace kheo::app::demo {

inline constexpr std::string_view kSetting = "demonstration";  // setting key, "1" in such a directory
inline constexpr std::string_view kPassword = "hoa-sen-2026";  // shown by ./run; loopback only

struct DemoAccount {
    std::string_view name, display_name;
    auth::Role role;
    std::string_view unit_code;  // "" = the whole country
    std::string_view hamlet{};   // of that unit; "" = the unit itself
};
/// Administrator; officers of the country, the city and a ward, who draft and examine; leaders of both; a
/// scorer; a hamlet team.
const std::vector<DemoAccount>& accounts();

/// tell(sentence) is called at each step. `data` must be new and empty.
Result<> fill_with_demo(OpenData& data, const Clock& clock, const std::function<void(const Sentence&)>& tell);

}  // namespace kheo::app::demo
