// SPDX-License-Identifier: Apache-2.0
// Where a text may count households but never name one (domain.md §8.3): the one rule of all rooms. It looks
// for "hộ ông …", "hộ nghèo bà …", "gia đình Trương Văn …", house numbers, telephone and identity numbers. A
// warning list, not a proof: people can always write around it. Pure; safe on any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace kheo {

/// The first words that name a household ("hộ ông Nguyễn"), or nullopt. Also without diacritics and capitals;
/// "bà con" and counts ("18 hộ nghèo", "mấy nhà") name nobody. text: UTF-8, several lines are fine.
std::optional<std::string> household_named(std::string_view text);

/// Adds to `wrong` a sentence at `field` with the words that name somebody; nothing when nobody is named.
void refuse_household(std::string_view text, std::string field, std::vector<FieldError>& wrong);

}  // namespace kheo
