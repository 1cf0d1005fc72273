// SPDX-License-Identifier: Apache-2.0
// One mention looked up on a day, inside a scope, narrowed by the containers written beside it. Private to
// the resolver; lives as long as one cell is read.
#pragma once

#include <functional>

#include "territory/resolver.hpp"

namespace kheo::territory {

class Lookup {
  public:
    Lookup(const Resolver& resolver, const std::vector<Word>& words, Date on, UnitId within, bool plain);

    Resolution find(const Mention& mention, const std::vector<const Mention*>& containers) const;
    /// Does a unit meant by `container` hold (or did it hold) a unit meant by `mention`?
    bool holds_any(const Mention& container, const Mention& mention) const;

  private:
    /// How well a unit fits a mention.
    struct Candidate {
        int unit = 0;
        const Unit* version = nullptr;  // the version that bears the name
        bool valid = false;             // that version is valid on the day
        bool past = false;              // it ended before the day
        bool type_fits = false;
        int tone = 0;  // 2 the very name, 1 written without tones, 0 other tones
    };
    using Candidates = std::vector<Candidate>;
    using Filter = std::function<bool(const Candidate&)>;

    Candidates candidates(const Mention& mention) const;
    Candidates near_candidates(const Mention& mention) const;
    void collect(const std::vector<Resolver::Entry>& entries, const Mention& mention, bool by_tone,
                 Candidates& out) const;
    std::vector<int> units_of(const Mention& container) const;
    bool in_chain(const Unit& version, int above) const;
    bool holds_now(int above, int unit) const;
    bool held(int above, int unit) const;
    bool inside(int scope, const Candidate& candidate) const;
    std::vector<Filter> scopes(const Mention& mention, const std::vector<const Mention*>& containers) const;
    Resolution judge(const Mention& mention, Candidates fitting, bool anywhere) const;
    static Candidates best_toned(const Candidates& fitting);
    void ask_for_namesakes(Resolution& out, const Candidates& gone) const;
    Resolution of_present(const Candidates& fitting) const;
    Resolution of_mismatch(const Mention& mention, const Candidates& wrong_type,
                           const Candidates& rest) const;
    Resolution of_gone(const Candidates& gone) const;
    bool once_typed(const Mention& mention, int unit) const;
    bool all_goes_to(int unit, int target) const;
    void mark_outdated(Resolution& out, const std::vector<const Mention*>& containers) const;

    const Resolver& resolver_;
    const AtlasInMemory& atlas_;
    const std::vector<Word>& words_;
    Date on_;
    UnitId within_;
    bool plain_;  // written without diacritics
};

}  // namespace kheo::territory
