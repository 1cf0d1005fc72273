// SPDX-License-Identifier: Apache-2.0
// Full text in memory: the folded words of documents 0, 1, 2 …, asked for phrases. One meaning on every
// database: a phrase is found where its words stand side by side; the first may be the end of a longer word
// and the last the beginning of one ("uong hoa ph" is in "duong hoa phu nu"), a single one any part of a
// word. Texts and phrases come as kheo::fold_words gives them; what separates words in them does not matter.
//
// Two bytes per word of text and a vocabulary. A question runs through the words of all documents in one go,
// a look-up per word; there are no posting lists to keep in step. Not synchronised: many readers, or one
// writer.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/search/doc_set.hpp"

namespace kheo::search {

/// A phrase against one state of a vocabulary; made anew for each question.
struct Phrase {
    std::vector<std::uint8_t> first, last;  // by word: may it stand there? (a single word: only `first`)
    std::vector<std::uint32_t> middle;      // the words between, exactly
    std::size_t words = 0;
    bool hopeless = false;  // some word of it occurs nowhere
};

class TextIndex {
  public:
    /// Gives document `doc` these words; doc may be size(), which adds one.
    void set(std::uint32_t doc, std::string_view folded_words);
    std::size_t size() const { return begin_.size(); }
    /// Room for so many documents: a long load need not copy what it has.
    void reserve(std::size_t documents);

    Phrase phrase(std::string_view folded_words) const;
    /// Looks at one document.
    bool holds(std::uint32_t doc, const Phrase& phrase) const;
    /// Adds all documents that hold the phrase; none where it has no words.
    void find(const Phrase& phrase, DocSet& found) const;

  private:
    using Unit = std::uint16_t;
    class Run;

    std::uint32_t word_id(std::string_view word);
    void write(std::string_view folded_words, std::vector<Unit>& out);
    void replace(std::uint32_t doc, const std::vector<Unit>& units);
    void gather();
    std::size_t end_of(std::uint32_t doc) const {
        return doc + 1 < begin_.size() ? begin_[doc + 1] : stream_.size();
    }
    std::span<const Unit> units_of(std::uint32_t doc) const;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> ids_;
    std::vector<std::string_view> words_;  // by id; the map keeps them
    std::vector<Unit> stream_;             // document after document: ids; from kFar on kFar and two halves
    std::vector<std::uint32_t> begin_;     // by document, in stream_
    std::map<std::uint32_t, std::vector<Unit>> moved_;  // new words that the old place has no room for
};

}  // namespace kheo::search
