// SPDX-License-Identifier: Apache-2.0
// What a person tells his sessions apart by. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kheo::office {

/// "Chrome · Android" from a User-Agent header; a part that is not known is left out, "" when none is.
/// Nothing else of the header is kept.
std::string device_words(std::string_view user_agent);

}  // namespace kheo::office
