// SPDX-License-Identifier: Apache-2.0
// A person's name in what others wrote. One rule for taking names out and for finding the lists that hold
// them: a name of one word means the person only together with its title ("Bà An"), for "an" stands in half
// of all titles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::registry {

/// What of a name means the person: "Trần Văn Thử" of "Ông Trần Văn Thử", but all of "Hộ bà Mai", nothing of
/// "Mai".
std::string_view telling_part(std::string_view name);

/// Puts instead in the place of the name wherever it stands as whole words: as written, in capitals, without
/// its title when it has more than one word. "Bà An" is left where another name goes on behind it: "Bà An
/// Mẫu".
void take_out(std::string& text, std::string_view name, std::string_view instead);
/// Would take_out find any of them?
bool names_any(std::string_view text, const std::vector<std::string>& names);

}  // namespace kheo::registry
