// SPDX-License-Identifier: Apache-2.0
// From words to mentions: marks, the longest known name behind a mark, bare names between stops.
#include <algorithm>

#include "territory/atlas.hpp"
#include "territory/resolver.hpp"

namespace kheo::territory {

Level Mention::lowest() const {
    Level out = Level::province;
    for (const auto& [level, type] : types) out = std::max(out, level);
    return types.empty() ? Level::commune : out;
}

Level Mention::highest() const {
    Level out = Level::commune;
    for (const auto& [level, type] : types) out = std::min(out, level);
    return types.empty() ? Level::province : out;
}

namespace {

class Reader {
  public:
    Reader(const Resolver& resolver, const std::vector<Word>& words, bool plain)
        : resolver_(resolver), words_(words), plain_(plain) {}

    std::vector<Mention> run(bool& hamlets) {
        std::size_t at = 0;
        while (at < words_.size()) at = stretch(at);
        hamlets = hamlets_;
        return std::move(mentions_);
    }

  private:
    /// Reads from `at` to the next stop; a stretch that is a name as a whole is one even if it begins like a
    /// mark
    /// ("Bản Nguyên", "Buôn Đôn").
    std::size_t stretch(std::size_t at) {
        const auto end = stop_after(at);
        if (bare_name(at, end)) return end;
        std::size_t before_mark = at;
        bool marked = false;
        while (at < end) {
            const auto mark = mark_at(words_, at, plain_);
            if (!mark) {
                if (!marked)
                    ++at;
                else
                    at = behind_name(at, end);
                continue;
            }
            if (mark->hamlet) {
                hamlets_ = true;
                at = skip_hamlet(at + mark->length, end);
            } else {
                at = typed(at, *mark, end);
            }
            marked = true;
        }
        if (!marked) bare(before_mark, end);
        return end;
    }

    std::size_t stop_after(std::size_t at) const {
        for (std::size_t i = at + 1; i < words_.size(); ++i) {
            if (words_[i].before == Break::stop) return i;
        }
        return words_.size();
    }

    bool knows(std::size_t first, std::size_t last, const Mention& mention) const {
        for (const auto& entry : resolver_.named(folded_of(words_, first, last))) {
            const auto level = resolver_.atlas().records()[static_cast<std::size_t>(entry.unit)].level;
            if (mention.types.empty() ? level <= Level::commune
                                      : level >= mention.highest() && level <= mention.lowest())
                return true;
        }
        return false;
    }

    bool bare_name(std::size_t first, std::size_t end) {
        std::size_t last = end;
        bool former = false;
        Mention mention;
        // The whole first: "Mường Và" ends in a word that elsewhere says nothing.
        while (!knows(first, last, mention) && last > first + 1 && is_filler(words_[last - 1]))
            former |= is_old(words_[--last]);
        if (!knows(first, last, mention)) return false;
        mention.first = first;
        mention.last = last;
        mention.known = mention.exact = true;
        mention.former = former;
        add(mention, first);
        return true;
    }

    /// Words without a mark: the longest name at their end counts as a name that must be asked for.
    void bare(std::size_t first, std::size_t end) {
        for (std::size_t from = first + 1; from < end; ++from) {
            Mention mention;
            mention.first = from;
            mention.last = end;
            if (end - from < 2 || !knows(from, end, mention)) continue;
            mention.known = true;
            add(mention, first);
            return;
        }
        Mention mention;
        mention.first = first;
        mention.last = end;
        mention.exact = true;
        add(mention, first);
    }

    static bool is_old(const Word& word) { return word.tone == "cũ" || word.tone == "cu"; }

    void add(Mention mention, std::size_t start) {
        mention.parenthesis = words_[start].parenthesis;
        mention.before = words_[start].before;
        mention.now =
            mention.now || (start >= 2 && words_[start - 1].tone == "là" && words_[start - 2].tone == "nay");
        mentions_.push_back(std::move(mention));
    }

    /// "Xã đoàn Trung Thạnh" is an office, "Xã Đoàn Kết" is a name: the shorter mark wins where it gives a
    /// name.
    std::size_t name_behind(Mention& mention, std::size_t at, const Mark& mark, std::size_t end) const {
        if (mark.length == 2 && words_[at].tone != "thị" && words_[at].tone != "thành") {
            const auto shorter = mark_at({words_[at]}, 0, plain_);
            mention.first = at + 1;
            if (shorter && !shorter->hamlet && shorter->types == mark.types) {
                const auto last = longest_name(mention, end);
                if (last > mention.first) return last;
            }
        }
        mention.first = at + mark.length;
        return longest_name(mention, end);
    }

    std::size_t typed(std::size_t at, const Mark& mark, std::size_t end) {
        Mention mention;
        mention.types = mark.types;
        std::size_t last = name_behind(mention, at, mark, end);
        if (last == mention.first) last = unknown_name(mention, end);
        mention.last = last;
        // "Thành ủy TP Hồ Chí Minh": an office directly before the unit's own type word says nothing more.
        if (mention.last == mention.first && last < end && mark_at(words_, last, plain_)) return last;
        std::size_t next = last;
        while (next < end && is_filler(words_[next])) mention.former |= is_old(words_[next++]);
        add(mention, at);
        return next;
    }

    std::size_t longest_name(Mention& mention, std::size_t end) const {
        for (std::size_t last = end; last > mention.first; --last) {
            if (!knows(mention.first, last, mention)) continue;
            // "Nhị Bình Đông" is not Nhị Bình: words that follow without a break belong to the name.
            if (last < end && !ends_name(last)) continue;
            mention.known = mention.exact = true;
            return last;
        }
        return mention.first;
    }

    /// May a name stop here?
    bool ends_name(std::size_t at) const {
        return words_[at].before != Break::none || is_filler(words_[at]) ||
               mark_at(words_, at, plain_).has_value();
    }

    std::size_t unknown_name(Mention& mention, std::size_t end) const {
        std::size_t last = mention.first;
        while (last < end && (last == mention.first ? !mark_at(words_, last, plain_) : !ends_name(last)))
            ++last;
        mention.exact = true;
        if (last == mention.first + 1 && words_[mention.first].upper)
            mention.initials = !resolver_.with_initials(words_[mention.first].folded).empty();
        return last;
    }

    std::size_t skip_hamlet(std::size_t at, std::size_t end) const {
        while (at < end) {
            const auto mark = mark_at(words_, at, plain_);
            if (mark && !mark->hamlet) break;
            ++at;
        }
        return at;
    }

    /// Words behind a name in the same stretch: after a hyphen or "và" they are a name of their own.
    std::size_t behind_name(std::size_t at, std::size_t end) {
        std::size_t last = at + 1;
        while (last < end && !mark_at(words_, last, plain_) && words_[last].before == Break::none) ++last;
        Mention mention;
        mention.first = at;
        mention.last = last;
        mention.known = mention.exact = knows(at, last, mention);
        if (mention.known) add(mention, at);
        return last;
    }

    const Resolver& resolver_;
    const std::vector<Word>& words_;
    bool plain_;
    bool hamlets_ = false;
    std::vector<Mention> mentions_;
};

}  // namespace

std::vector<Mention> read_mentions(const Resolver& resolver, const std::vector<Word>& words, bool plain,
                                   bool& hamlets) {
    return Reader(resolver, words, plain).run(hamlets);
}

}  // namespace kheo::territory
