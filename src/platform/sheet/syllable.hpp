// SPDX-License-Identifier: Apache-2.0
// Is this a Vietnamese syllable? Used to tell proper text from text in an old encoding. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kheo::sheet {

/// One word in NFC, lower or upper case or capitalised: onset, rhyme and tone must fit together ("khéo" yes,
/// "khÐo", "daân", "tÕ" no). Words without diacritics are judged the same way.
bool is_syllable(std::u32string_view word);

}  // namespace kheo::sheet
