// SPDX-License-Identifier: Apache-2.0
// Words inside a text of UTF-8 (NFC). Pure; safe on any thread.
#pragma once

#include <string>
#include <string_view>

namespace kheo {

/// Where the words next stand in the text as whole words, letter for letter: "An" stands in "bà An," but not
/// in "Anh" or "Lan". npos when nowhere or without words.
std::size_t find_words(std::string_view text, std::string_view words, std::size_t from = 0);

/// Does a capital letter begin the word behind one space here?
bool capital_follows(std::string_view text, std::size_t at);

}  // namespace kheo
