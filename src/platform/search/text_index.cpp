// SPDX-License-Identifier: Apache-2.0
#include "platform/search/text_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::search {

namespace {

constexpr std::uint32_t kFar = 0xFFFF;  // ids from here on take three units
constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

/// Walks the ids of one document.
class Reader {
  public:
    Reader(const std::uint16_t* at, std::uint32_t units) : at_(at), end_(at + units) {}
    bool more() const { return at_ != end_; }
    std::uint32_t next() {
        const std::uint32_t unit = *at_++;
        if (unit != kFar) return unit;
        const auto high = static_cast<std::uint32_t>(*at_++);
        return high << 16 | *at_++;
    }

  private:
    const std::uint16_t* at_;
    const std::uint16_t* end_;
};

/// Does the rest of a phrase stand here?
bool continues(Reader reader, const Phrase& phrase) {
    for (const auto word : phrase.middle)
        if (!reader.more() || reader.next() != word) return false;
    return reader.more() && phrase.last[reader.next()] != 0;
}

}  // namespace

std::uint32_t TextIndex::word_id(std::string_view word) {
    if (const auto found = ids_.find(word); found != ids_.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back(ids_.emplace(std::string(word), id).first->first);
    return id;
}

void TextIndex::set(std::uint32_t doc, std::string_view folded_words) {
    if (doc >= entries_.size()) entries_.resize(doc + 1);
    dead_ += entries_[doc].units;
    Entry entry{static_cast<std::uint32_t>(stream_.size()), 0};
    for (const auto word : split(folded_words, ' ')) {
        if (word.empty()) continue;
        const auto id = word_id(word);
        if (id < kFar) {
            stream_.push_back(static_cast<std::uint16_t>(id));
            continue;
        }
        for (const auto unit : {kFar, id >> 16, id & 0xFFFF})
            stream_.push_back(static_cast<std::uint16_t>(unit));
    }
    entry.units = static_cast<std::uint32_t>(stream_.size()) - entry.begin;
    entries_[doc] = entry;
}

double TextIndex::waste() const {
    return stream_.empty() ? 0.0 : static_cast<double>(dead_) / static_cast<double>(stream_.size());
}

Phrase TextIndex::phrase(std::string_view folded_words) const {
    Phrase out;
    std::vector<std::string_view> typed;
    for (const auto word : split(folded_words, ' '))
        if (!word.empty()) typed.push_back(word);
    out.words = typed.size();
    if (typed.empty()) return out;
    const auto allow = [&](std::vector<std::uint8_t>& allowed, auto test) {
        allowed.resize(words_.size());
        for (std::size_t id = 0; id < words_.size(); ++id) allowed[id] = test(words_[id]) ? 1 : 0;
        if (std::ranges::find(allowed, 1) == allowed.end()) out.hopeless = true;
    };
    if (typed.size() == 1) {
        allow(out.first, [&](std::string_view word) { return word.find(typed[0]) != word.npos; });
        return out;
    }
    allow(out.first, [&](std::string_view word) { return word.ends_with(typed.front()); });
    allow(out.last, [&](std::string_view word) { return word.starts_with(typed.back()); });
    for (std::size_t i = 1; i + 1 < typed.size(); ++i) {
        const auto found = ids_.find(typed[i]);
        out.middle.push_back(found == ids_.end() ? kNowhere : found->second);
        if (found == ids_.end()) out.hopeless = true;
    }
    return out;
}

bool TextIndex::holds(std::uint32_t doc, const Phrase& phrase) const {
    if (phrase.hopeless || phrase.words == 0) return phrase.words == 0;
    const auto& entry = entries_[doc];
    Reader reader(stream_.data() + entry.begin, entry.units);
    while (reader.more()) {
        if (phrase.first[reader.next()] == 0) continue;
        if (phrase.words == 1 || continues(reader, phrase)) return true;
    }
    return false;
}

}  // namespace kheo::search
