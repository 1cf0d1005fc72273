// SPDX-License-Identifier: Apache-2.0
#include "platform/search/text_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::search {

namespace {

using Unit = std::uint16_t;

constexpr std::uint32_t kFar = 0xFFFE;  // ids from here on take three units
constexpr Unit kBlank = 0xFFFF;         // room that the words of a document no longer need
constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
// So many documents may stand aside, and one in so many of all, before everything is written anew.
constexpr std::size_t kMostMoved = 1000, kShareMoved = 16;

// What a unit may be: the first word of a phrase, the one after it.
constexpr std::uint8_t kFirst = 1, kSecond = 2;

/// Walks the ids of one document.
class Reader {
  public:
    explicit Reader(std::span<const Unit> units) : at_(units.data()), end_(units.data() + units.size()) {}
    bool more() const { return at_ != end_ && *at_ != kBlank; }  // blanks stand at the end
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    std::uint32_t next() {
        const std::uint32_t unit = *at_++;
        if (unit != kFar) return unit;
        const auto high = static_cast<std::uint32_t>(*at_++);
        return high << 16 | *at_++;
    }

  private:
    const Unit* at_;
    const Unit* end_;
};

/// Does the rest of a phrase stand here?
bool continues(Reader reader, const Phrase& phrase) {
    for (const auto word : phrase.middle)
        if (!reader.more() || reader.next() != word) return false;
    return reader.more() && phrase.last[reader.next()] != 0;
}

bool contains(std::span<const Unit> units, const Phrase& phrase) {
    Reader reader(units);
    while (reader.more()) {
        if (phrase.first[reader.next()] == 0) continue;
        if (phrase.words == 1 || continues(reader, phrase)) return true;
    }
    return false;
}

/// Without the blanks at the end.
std::span<const Unit> used(std::span<const Unit> units) {
    Reader reader(units);
    while (reader.more()) reader.next();
    return units.first(units.size() - reader.left());
}

/// The next place from `at` on where a phrase may begin; `end` when there is none. One unit behind `end` is
/// read.
template <bool kSeveral>
std::size_t next_place(const Unit* units, std::size_t at, std::size_t end, const std::uint8_t* marks) {
    const auto here = [&](std::size_t i) {
        return kSeveral ? marks[units[i]] & marks[units[i + 1]] >> 1 : marks[units[i]] & kFirst;
    };
    for (; at + 8 <= end; at += 8) {  // eight at a time without a branch: most words are other words
        const int any = here(at) | here(at + 1) | here(at + 2) | here(at + 3) | here(at + 4) | here(at + 5) |
                        here(at + 6) | here(at + 7);
        if ((any & kFirst) != 0) break;
    }
    while (at < end && (here(at) & kFirst) == 0) ++at;
    return at;
}

}  // namespace

std::uint32_t TextIndex::word_id(std::string_view word) {
    if (const auto found = ids_.find(word); found != ids_.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back(ids_.emplace(std::string(word), id).first->first);
    return id;
}

void TextIndex::write(std::string_view folded_words, std::vector<Unit>& out) {
    for (const auto word : split(folded_words, ' ')) {
        if (word.empty()) continue;
        const auto id = word_id(word);
        if (id < kFar) {
            out.push_back(static_cast<Unit>(id));
            continue;
        }
        for (const auto unit : {kFar, id >> 16, id & 0xFFFF}) out.push_back(static_cast<Unit>(unit));
    }
}

void TextIndex::reserve(std::size_t documents) {
    begin_.reserve(documents);
}

void TextIndex::set(std::uint32_t doc, std::string_view folded_words) {
    if (doc < size()) {
        std::vector<Unit> units;
        write(folded_words, units);
        return replace(doc, units);
    }
    begin_.push_back(static_cast<std::uint32_t>(stream_.size()));
    write(folded_words, stream_);
}

/// In the old place where there is room, else aside.
void TextIndex::replace(std::uint32_t doc, const std::vector<Unit>& units) {
    moved_.erase(doc);
    const auto place = std::span(stream_).subspan(begin_[doc], end_of(doc) - begin_[doc]);
    std::ranges::fill(place, kBlank);
    if (units.size() <= place.size())
        std::ranges::copy(units, place.begin());
    else
        moved_.emplace(doc, units);
    if (moved_.size() > kMostMoved + size() / kShareMoved) gather();
}

/// Everything into one stream again, in the order of documents.
void TextIndex::gather() {
    std::vector<Unit> stream;
    std::vector<std::uint32_t> begins;
    stream.reserve(stream_.size() + stream_.size() / kShareMoved);
    begins.reserve(size());
    for (std::uint32_t doc = 0; doc < size(); ++doc) {
        const auto units = used(units_of(doc));
        begins.push_back(static_cast<std::uint32_t>(stream.size()));
        stream.insert(stream.end(), units.begin(), units.end());
    }
    moved_.clear();
    stream_ = std::move(stream);
    begin_ = std::move(begins);
}

std::span<const TextIndex::Unit> TextIndex::units_of(std::uint32_t doc) const {
    if (!moved_.empty())
        if (const auto moved = moved_.find(doc); moved != moved_.end()) return moved->second;
    return std::span(stream_).subspan(begin_[doc], end_of(doc) - begin_[doc]);
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
    return phrase.words > 0 && !phrase.hopeless && contains(units_of(doc), phrase);
}

/// Where a word is far, its halves may look like other words: whoever uses the marks looks closer then.
TextIndex::Marks TextIndex::marks_of(const Phrase& phrase) const {
    Marks marks(std::size_t{kBlank} + 1);
    const auto mark = [&](std::uint32_t id, std::uint8_t as) { marks[std::min(id, kFar)] |= as; };
    const auto mark_all = [&](const std::vector<std::uint8_t>& allowed, std::uint8_t as) {
        for (std::uint32_t id = 0; id < allowed.size(); ++id)
            if (allowed[id] != 0) mark(id, as);
    };
    mark_all(phrase.first, kFirst);
    phrase.middle.empty() ? mark_all(phrase.last, kSecond) : mark(phrase.middle[0], kSecond);
    if ((marks[kFar] & kFirst) != 0)  // a half of it stands next
        for (auto& unit : marks) unit |= kSecond;
    return marks;
}

template <bool kSeveral>
void TextIndex::find_in_stream(const Phrase& phrase, DocSet& found) const {
    const auto marks = marks_of(phrase);
    const bool sure = !kSeveral && words_.size() <= kFar;
    const auto end = stream_.size() - (kSeveral ? 1 : 0);
    std::uint32_t doc = 0;
    for (std::size_t at = 0;; at = end_of(doc)) {
        at = next_place<kSeveral>(stream_.data(), at, end, marks.data());
        if (at >= end) return;
        while (end_of(doc) <= at) ++doc;
        const auto units = std::span(stream_).subspan(begin_[doc], end_of(doc) - begin_[doc]);
        if (sure || contains(units, phrase)) found.add(doc);
    }
}

void TextIndex::find(const Phrase& phrase, DocSet& found) const {
    if (phrase.hopeless || phrase.words == 0) return;
    if (!stream_.empty())
        phrase.words == 1 ? find_in_stream<false>(phrase, found) : find_in_stream<true>(phrase, found);
    for (const auto& [doc, units] : moved_)
        if (contains(units, phrase)) found.add(doc);
}

}  // namespace kheo::search
