// SPDX-License-Identifier: Apache-2.0
#include "territory/resolver.hpp"

#include <algorithm>
#include <array>

#include "territory/atlas.hpp"
#include "territory/lookup.hpp"

namespace kheo::territory {

namespace {

std::string initials(const std::vector<Word>& words) {
    std::string out;
    for (const auto& word : words) out += word.folded[0];
    return out;
}

/// At most one letter changed, left out or added.
bool one_edit(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t i = 0;
    while (i < a.size() && a[i] == b[i]) ++i;
    return a.substr(a.size() == b.size() ? std::min(i + 1, a.size()) : i) ==
           b.substr(std::min(i + 1, b.size()));
}

void by_code(std::vector<Unit>& units) {
    std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.code < b.code; });
    const auto same = [](const Unit& a, const Unit& b) { return a.id == b.id; };
    units.erase(std::unique(units.begin(), units.end(), same), units.end());
}

/// Does a text begin like the name of an office, a body or a person's post?
bool is_office(const std::string& folded) {
    static constexpr std::array<std::string_view, 46> kBeginnings{
        "ban ",      "hoi ",    "phong ",    "cong an",    "dang ",   "ubnd",      "uy ban",    "truong ",
        "trung tam", "chi cuc", "chi bo",    "chi hoi",    "doan ",   "lien doan", "lien minh", "mat tran",
        "ubmttq",    "mttq",    "hdnd",      "bo chi huy", "quan su", "vien ",     "toa an",    "benh vien",
        "tram ",     "kho bac", "bi thu",    "chu tich",   "can bo",  "so ",       "nha ",      "bao ",
        "don vi",    "co quan", "van phong", "to ",        "khoi ",   "nhom ",     "ca nhan",   "ong ",
        "thanh tra", "hat ",    "cac ",      "nam o",      "nam ",    "lien hiep"};
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [&](std::string_view beginning) { return (folded + " ").starts_with(beginning); });
}

/// One reading of a cell.
class Cell {
  public:
    Cell(const Resolver& resolver, std::string_view text, Date on, UnitId within)
        : atlas_(resolver.atlas()), words_(words_of(text)), on_(on), within_(within) {
        plain_ = std::all_of(words_.begin(), words_.end(), [](const Word& w) { return w.tone == w.folded; });
        mentions_ = read_mentions(resolver, words_, plain_, hamlets_);
        lookup_ = std::make_unique<Lookup>(resolver, words_, on, within, plain_ && has_toneless_type());
    }

    Resolution run() {
        const int target = target_mention();
        Resolution out = target < 0 ? of_sender(Level::commune) : of_target(static_cast<std::size_t>(target));
        finish(out);
        return out;
    }

  private:
    using Index = std::size_t;

    /// A type word written without its tones shows that the writer left them out; "Quang Trung" alone does
    /// not.
    bool has_toneless_type() const {
        return std::any_of(words_.begin(), words_.end(), [](const Word& w) {
            return w.tone == "xa" || w.tone == "phuong" || w.tone == "huyen" || w.tone == "tinh" ||
                   w.tone == "thi" || w.tone == "quan" || w.tone == "pho";
        });
    }
    static bool bare(const Mention& mention) { return mention.types.empty(); }
    static bool nameless(const Mention& mention) { return mention.first == mention.last; }

    /// "thôn 3" in a commune's list, "Công an xã": the sender itself or what it stands under.
    Resolution of_sender(Level level) const {
        Resolution out;
        const auto unit = within_ ? atlas_.ancestor(within_, level, on_) : UnitId{};
        if (!unit || (mentions_.empty() && !hamlets_) || !atlas_.present(unit, on_)) return out;
        out.status = ResolveStatus::resolved;
        out.unit = *atlas_.find(unit, on_);
        return out;
    }

    int target_mention() const {
        int typed = -1, named = -1;
        for (Index i = 0; i < mentions_.size(); ++i) {
            const auto& mention = mentions_[i];
            if (mention.parenthesis && (typed >= 0 || named >= 0)) continue;
            const int index = static_cast<int>(i);
            if (bare(mention)) {
                if (named < 0 && mention.known && (typed < 0)) named = index;
            } else if (typed < 0 || mention.lowest() > mentions_[static_cast<Index>(typed)].lowest()) {
                typed = index;
            }
        }
        if (typed < 0) return named;
        return prefers_bare(named, static_cast<Index>(typed)) ? named : typed;
    }

    /// "Mỹ Khánh (H. Phong Điền)": a bare commune before the district that holds it.
    bool prefers_bare(int named, Index typed) const {
        if (named < 0 || mentions_[typed].lowest() == Level::commune || nameless(mentions_[typed]))
            return false;
        const auto& mention = mentions_[static_cast<Index>(named)];
        if (!mention.exact) return false;
        const auto outcome = lookup_->find(mention, {&mentions_[typed]});
        return outcome.status != ResolveStatus::unknown || outcome.dissolved;
    }

    Resolution of_target(Index target) const {
        const auto& mention = mentions_[target];
        if (nameless(mention)) return of_sender(mention.lowest());
        std::vector<const Mention*> containers, siblings;
        sort_others(target, containers, siblings);
        Resolution out = lookup_->find(mention, containers);
        if (!sure(target) && out.status == ResolveStatus::resolved) ask(out);
        for (const auto* other : siblings) join(out, lookup_->find(*other, containers));
        prefer_present_name(target, containers, out);
        return out;
    }

    /// A bare name that is only the end of a longer text, or stands behind words nobody knows, is asked for.
    /// So is a district behind a word that may be a commune nobody knows.
    bool sure(Index target) const {
        const auto& mention = mentions_[target];
        if (!bare(mention)) {
            if (mention.lowest() == Level::commune) return true;
            return std::none_of(mentions_.begin(), mentions_.begin() + static_cast<std::ptrdiff_t>(target),
                                [&](const Mention& before) {
                                    return bare(before) &&
                                           !is_office(folded_of(words_, before.first, before.last));
                                });
        }
        if (!mention.exact) return false;
        for (Index i = 0; i < target; ++i) {
            if (bare(mentions_[i]) && !mentions_[i].known) return false;
        }
        return true;
    }

    void sort_others(Index target, std::vector<const Mention*>& containers,
                     std::vector<const Mention*>& siblings) const {
        const auto& mention = mentions_[target];
        for (Index i = 0; i < mentions_.size(); ++i) {
            const auto& other = mentions_[i];
            if (i == target || nameless(other) || other.now || (bare(other) && !other.known)) continue;
            const bool above = !bare(other) && other.highest() < mention.lowest();
            const bool same_level = !bare(other) && other.lowest() == mention.lowest();
            if (above && lookup_->holds_any(other, mention)) {
                containers.push_back(&other);
            } else if (bare(other) && i > target && other.exact && lookup_->holds_any(other, mention)) {
                containers.push_back(&other);
            } else if (i > target && !other.parenthesis && other.exact && (same_level || bare(other))) {
                siblings.push_back(&other);
            } else if (above && !same_level) {
                containers.push_back(&other);
            }
        }
        // A bare name behind the unit is a second unit only when it lies in the same place.
        std::erase_if(siblings, [&](const Mention* other) {
            if (!bare(*other)) return false;
            const auto found = lookup_->find(*other, containers);
            return found.status == ResolveStatus::unknown && !found.dissolved;
        });
    }

    /// "xã Xuân Dương (nay là xã Xuân Lâm)": where the old name is gone, the text itself says the new one.
    void prefer_present_name(Index target, const std::vector<const Mention*>& containers,
                             Resolution& out) const {
        if (out.status == ResolveStatus::resolved) return;
        for (Index i = target + 1; i < mentions_.size(); ++i) {
            if (!mentions_[i].now) continue;
            auto now = lookup_->find(mentions_[i], containers);
            if (now.status == ResolveStatus::resolved) out = std::move(now);
        }
    }

    static void ask(Resolution& out) {
        out.status = ResolveStatus::ambiguous;
        out.candidates = {*out.unit};
        out.unit.reset();
    }

    static void join(Resolution& out, Resolution other) {
        if (out.status == ResolveStatus::resolved) ask(out);
        if (other.status == ResolveStatus::resolved) ask(other);
        out.candidates.insert(out.candidates.end(), other.candidates.begin(), other.candidates.end());
        out.dissolved |= other.dissolved;
        out.certain = false;
        out.multiple = true;
        if (!out.candidates.empty() || out.dissolved) out.status = ResolveStatus::ambiguous;
    }

    void finish(Resolution& out) const {
        by_code(out.candidates);
        const Unit* meant = out.unit ? &*out.unit : out.named ? &*out.named : nullptr;
        if (meant) out.today = atlas_.codes_today(meant->id, ending());
        if (!out.unit) return;
        const auto& versions =
            atlas_.records()[static_cast<std::size_t>(atlas_.index(out.unit->id))].versions;
        out.dissolved_later = versions.back().valid_to < atlas_.earliest();
        out.split_later = out.unit->level == Level::commune && out.today.size() > 1;
    }

    const AtlasInMemory& atlas_;
    std::vector<Word> words_;
    Date on_;
    UnitId within_;
    bool plain_ = false, hamlets_ = false;
    std::vector<Mention> mentions_;
    std::unique_ptr<Lookup> lookup_;
};

}  // namespace

Resolver::Resolver(const AtlasInMemory& atlas) : atlas_(atlas) {
    for (std::size_t i = 0; i < atlas.records().size(); ++i) {
        const auto& record = atlas.records()[i];
        for (std::size_t v = 0; v < record.versions.size(); ++v) {
            if (record.level == Level::hamlet) continue;
            const auto words = words_of(record.versions[v].name);
            if (words.empty()) continue;
            const Entry entry{static_cast<int>(i), static_cast<int>(v), tone_of(words, 0, words.size())};
            by_name_[folded_of(words, 0, words.size())].push_back(entry);
            if (record.level < Level::commune && words.size() > 1)
                by_initials_[initials(words)].push_back(entry);
        }
    }
}

const std::vector<Resolver::Entry>& Resolver::named(const std::string& folded) const {
    static const std::vector<Entry> none;
    const auto found = by_name_.find(folded);
    return found == by_name_.end() ? none : found->second;
}

const std::vector<Resolver::Entry>& Resolver::with_initials(const std::string& letters) const {
    static const std::vector<Entry> none;
    const auto found = by_initials_.find(letters);
    return found == by_initials_.end() ? none : found->second;
}

std::vector<std::string> Resolver::near(const std::string& folded) const {
    std::vector<std::string> out;
    if (folded.size() < 5) return out;
    for (const auto& [name, entries] : by_name_) {
        if (name != folded && one_edit(name, folded)) out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

Resolution Resolver::resolve(std::string_view text, Date on, UnitId within) const {
    return Cell(*this, text, on, within).run();
}

}  // namespace kheo::territory
