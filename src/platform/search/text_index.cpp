// SPDX-License-Identifier: Apache-2.0
#include "platform/search/text_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "base/text.hpp"
#include "platform/search/bits.hpp"

namespace kheo::search {

namespace {

using Unit = std::uint16_t;

constexpr std::uint32_t kFar = 0xFFFE;  // ids from here on take three units
constexpr Unit kBlank = 0xFFFF;         // room that the words of a document no longer need
constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
// So many documents may stand aside, and one in so many of all, before everything is written anew.
constexpr std::size_t kMostMoved = 1000, kShareMoved = 16;

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

/// Which units may stand at one place of a phrase. Of a far word only the first unit counts.
struct Choice {
    std::vector<std::uint8_t> table = std::vector<std::uint8_t>(std::size_t{kBlank} + 1);
    std::array<Unit, 4> few{kBlank, kBlank, kBlank, kBlank};  // all of them, if there are no more
    std::size_t count = 0;

    void add(std::uint32_t id) {
        const auto unit = static_cast<Unit>(std::min(id, kFar));
        if (std::exchange(table[unit], 1) != 0) return;
        if (count < few.size()) few[count] = unit;
        ++count;
    }
    void add_all(const std::vector<std::uint8_t>& allowed) {
        for (std::uint32_t id = 0; id < allowed.size(); ++id)
            if (allowed[id] != 0) add(id);
    }
    bool is_few() const { return count <= few.size(); }
    bool has_far() const { return table[kFar] != 0; }
};

/// Bit i: is units[i] one of few?
std::uint64_t among_few(const Unit* units, std::size_t count, const Choice& choice) {
    if (choice.count == 1)
        return bits_of(count, [units, a = choice.few[0]](std::size_t i) { return units[i] == a; });
    // Blanks among them are never asked for: no word is one.
    const auto a = choice.few[0], b = choice.few[1], c = choice.few[2], d = choice.few[3];
    return bits_of(count, [units, a, b, c, d](std::size_t i) {
        return (units[i] == a) | (units[i] == b) | (units[i] == c) | (units[i] == d);
    });
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

/// A run through the units of all documents for the places where a phrase may begin.
class TextIndex::Run {
  public:
    Run(const TextIndex& index, const Phrase& phrase, DocSet& found)
        : index_(index), phrase_(phrase), found_(found), far_(index.words_.size() > kFar) {
        first_.add_all(phrase.first);
        if (phrase.words == 2) second_.add_all(phrase.last);
        if (phrase.words > 2) second_.add(phrase.middle[0]);
        // behind a far word stands a half of it
        pairs_ = phrase.words > 1 && !first_.has_far();
        end_ = std::max(index.stream_.size(), phrase.words) - (phrase.words > 1 ? 1 : 0);
        if (index.stream_.size() < phrase.words) end_ = 0;
    }
    void go() {
        if (first_.is_few())
            by_few(first_, 0);
        else if (pairs_ && second_.is_few())
            by_few(second_, 1);
        else
            pairs_ ? by_many<true>() : by_many<false>();
    }

  private:
    /// 64 units at a time by comparing: the leading word stands `behind` the place where the phrase begins.
    void by_few(const Choice& leading, std::size_t behind) {
        const auto* units = index_.stream_.data();
        const auto* other = behind == 0 ? second_.table.data() : first_.table.data();
        for (std::size_t at = 0; at < end_; at += 64) {
            const auto count = std::min<std::size_t>(end_ - at, 64);
            for (auto bits = among_few(units + at + behind, count, leading); bits != 0; bits &= bits - 1) {
                const auto place = at + static_cast<std::size_t>(std::countr_zero(bits));
                if (!pairs_ || other[units[place + 1 - behind]] != 0) look(place);
            }
        }
    }

    /// Eight units at a time by table, without a branch: most words are other words.
    template <bool kPairs>
    void by_many() {
        const auto* units = index_.stream_.data();
        const auto* first = first_.table.data();
        const auto* second = second_.table.data();
        const auto here = [=](std::size_t i) {
            return kPairs ? first[units[i]] & second[units[i + 1]] : first[units[i]];
        };
        for (std::size_t at = 0, end = end_; at < end;) {
            while (at + 8 <= end && (here(at) | here(at + 1) | here(at + 2) | here(at + 3) | here(at + 4) |
                                     here(at + 5) | here(at + 6) | here(at + 7)) == 0)
                at += 8;
            while (at < end && here(at) == 0) ++at;
            if (at < end) at = look(at) ? behind_found() : at + 1;
        }
    }

    /// Short words are found where they stand, if their document does not end between them. Where words are
    /// far, a half may look like another word: the document is read from its beginning.
    bool look(std::size_t at) {
        const auto* begin = index_.begin_.data();
        const auto last = index_.begin_.size() - 1;
        auto doc = doc_;
        while (doc < last && begin[doc + 1] <= at) ++doc;
        doc_ = doc;
        const bool holds = far_ ? contains(units_from(begin[doc]), phrase_)
                                : phrase_.words == 1 || continues(Reader(units_from(at + 1)), phrase_);
        if (holds) found_.add(doc);
        return holds;
    }
    std::span<const Unit> units_from(std::size_t at) const {
        return std::span(index_.stream_).subspan(at, index_.end_of(doc_) - at);
    }
    /// Behind this document, and behind those after it that were found elsewhere.
    std::size_t behind_found() {
        auto doc = doc_;
        const auto last = index_.begin_.size() - 1;
        while (doc < last && found_.has(doc + 1)) ++doc;
        doc_ = doc;
        return index_.end_of(doc);
    }

    const TextIndex& index_;
    const Phrase& phrase_;
    DocSet& found_;
    Choice first_, second_;
    bool far_, pairs_ = false;
    std::size_t end_ = 0;
    std::uint32_t doc_ = 0;
};

void TextIndex::find(const Phrase& phrase, DocSet& found) const {
    if (phrase.hopeless || phrase.words == 0) return;
    Run(*this, phrase, found).go();
    for (const auto& [doc, units] : moved_)
        if (contains(units, phrase)) found.add(doc);
}

}  // namespace kheo::search
