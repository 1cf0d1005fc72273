// SPDX-License-Identifier: Apache-2.0
// The activity log names no household (domain.md §8.3): what is written is looked through for households,
// house numbers and telephone numbers. A warning list, not a proof: people can always write around it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kheo::bodies {

/// The first words that name a household ("hộ ông Nguyễn"), or nullopt. Also without diacritics and capitals;
/// "bà con" and counts ("18 hộ", "mấy nhà") name nobody.
std::optional<std::string> household_named(std::string_view text);

}  // namespace kheo::bodies
