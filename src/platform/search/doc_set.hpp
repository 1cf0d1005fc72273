// SPDX-License-Identifier: Apache-2.0
// A set of documents numbered 0 … size-1: one bit each. Plain value; safe to read from several threads.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace kheo::search {

class DocSet {
  public:
    explicit DocSet(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}

    std::size_t size() const { return size_; }
    /// Grows only; new documents are not in the set.
    void grow(std::size_t size) {
        size_ = size;
        words_.resize((size + 63) / 64);
    }
    bool has(std::size_t doc) const { return (words_[doc / 64] >> (doc % 64) & 1) != 0; }
    void add(std::size_t doc) { words_[doc / 64] |= std::uint64_t{1} << (doc % 64); }
    void remove(std::size_t doc) { words_[doc / 64] &= ~(std::uint64_t{1} << (doc % 64)); }

    std::int64_t count() const {
        std::int64_t n = 0;
        for (const auto word : words_) n += std::popcount(word);
        return n;
    }
    /// How many documents are in both sets (of one size).
    std::int64_t count_common(const DocSet& other) const {
        std::int64_t n = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) n += std::popcount(words_[i] & other.words_[i]);
        return n;
    }
    /// Keeps what is in the other set too (of one size).
    void keep(const DocSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    }
    /// Adds what is in the other set (of one size).
    void join(const DocSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    }
    /// Keeps the documents for which test(doc) is true.
    template <typename Test>
    void keep_if(Test test) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            for (auto left = words_[i]; left != 0; left &= left - 1) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(left));
                if (!test(i * 64 + bit)) words_[i] &= ~(std::uint64_t{1} << bit);
            }
        }
    }
    /// The same for up to 64 neighbours at once: bit i of test(doc, count) is about doc + i. Those of which
    /// none is in the set are not asked about.
    template <typename Test>
    void keep_words(Test test) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            if (words_[i] != 0) words_[i] &= test(i * 64, size_ - i * 64 < 64 ? size_ - i * 64 : 64);
    }
    /// At most `limit` documents after the first `offset` of the set, by number: ascending, or from the end.
    std::vector<std::uint32_t> page(std::int64_t offset, std::int64_t limit, bool descending) const;

  private:
    std::size_t size_;
    std::vector<std::uint64_t> words_;
};

}  // namespace kheo::search
