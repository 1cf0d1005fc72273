// SPDX-License-Identifier: Apache-2.0
// A cell of text as comparable words, and the marks of units inside it: type words, their abbreviations,
// offices that carry a type ("Quận ủy"), hamlet words. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "territory/territory.hpp"

namespace kheo::territory {

/// What stands before a word.
enum class Break { none, hyphen, stop };

struct Word {
    std::string tone;    // lower case, tone marks the new way, y after a consonant as i, no leading zeros
    std::string folded;  // the same without diacritics
    Break before = Break::none;
    bool dot_after = false;
    bool parenthesis = false;  // inside ( )
    bool upper = false;        // written in capitals only
};

/// Words of a text. Apostrophes join ("M'Drắk" → mdrăk); letters and digits part ("P10" → p, 10).
std::vector<Word> words_of(std::string_view text);

/// Names compare by these: words joined by blanks.
std::string tone_of(const std::vector<Word>& words, std::size_t first, std::size_t last);
std::string folded_of(const std::vector<Word>& words, std::size_t first, std::size_t last);

/// What a mark says of the name behind it.
struct Mark {
    std::size_t length = 0;  // words
    bool hamlet = false;
    std::vector<std::pair<Level, std::string_view>> types;  // level and folded type ("thi xa"), any of them
};

/// The mark that begins at a word. plain: the whole text has no diacritics, so marks are compared without.
std::optional<Mark> mark_at(const std::vector<Word>& words, std::size_t at, bool plain);

/// Words that may follow a name and say nothing of it: cũ, mới, thuộc, nay, ở …
bool is_filler(const Word& word);

}  // namespace kheo::territory
