// SPDX-License-Identifier: Apache-2.0
// Full text in memory: the folded words of documents 0, 1, 2 …, asked for phrases. One meaning on every
// database: a phrase is found where its words stand side by side; the first may be the end of a longer word
// and the last the beginning of one ("uong hoa ph" is in "duong hoa phu nu"), a single one any part of a
// word. Texts and phrases come as kheo::fold_words gives them; what separates words in them does not matter.
//
// Two bytes per word of text and a vocabulary; a question reads the words in order, without a posting list to
// keep in step. Not synchronised: many readers, or one writer.
#pragma once

#include <cstdint>
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
    std::size_t size() const { return entries_.size(); }
    /// Words that no document has any more, as a share of all kept; worth a new index when it grows.
    double waste() const;

    Phrase phrase(std::string_view folded_words) const;
    bool holds(std::uint32_t doc, const Phrase& phrase) const;

  private:
    struct Entry {
        std::uint32_t begin = 0, units = 0;  // in stream_
    };
    std::uint32_t word_id(std::string_view word);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> ids_;
    std::vector<std::string_view> words_;  // by id; the map keeps them
    std::vector<std::uint16_t> stream_;    // ids; from kFar on: kFar and two halves
    std::vector<Entry> entries_;
    std::size_t dead_ = 0;
};

}  // namespace kheo::search
