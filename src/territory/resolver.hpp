// SPDX-License-Identifier: Apache-2.0
// Unit names as people write them → units. The text is read into mentions (type words and a name, or a bare
// name), the lowest mention is looked up inside the scope, the higher ones narrow it. What is not certain is
// asked: a unit is only taken when exactly one fits. Private to territory; the contract is Atlas::resolve.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "territory/territory.hpp"
#include "territory/words.hpp"

namespace kheo::territory {

class AtlasInMemory;

/// A unit named in a text.
struct Mention {
    std::vector<std::pair<Level, std::string_view>> types;  // empty: written without a type word
    std::size_t first = 0, last = 0;                        // words of the name; empty: "UBND xã"
    bool known = false;   // some unit of these levels bears (or bore) the name
    bool exact = false;   // all words of its stretch are the name
    bool former = false;  // "cũ"
    bool now = false;     // "nay là"
    bool parenthesis = false;
    bool initials = false;  // TDM, HCM
    Break before = Break::none;
    Level lowest() const;
    Level highest() const;
};

/// Immutable after construction; safe to share.
class Resolver {
  public:
    explicit Resolver(const AtlasInMemory& atlas);
    Resolution resolve(std::string_view text, Date on, UnitId within) const;

    /// One version of a unit under its comparable name.
    struct Entry {
        int unit = 0;
        int version = 0;
        std::string tone;
    };
    const std::vector<Entry>& named(const std::string& folded) const;
    const std::vector<Entry>& with_initials(const std::string& letters) const;
    /// Known folded names one letter away.
    std::vector<std::string> near(const std::string& folded) const;
    const AtlasInMemory& atlas() const { return atlas_; }

  private:
    const AtlasInMemory& atlas_;
    std::unordered_map<std::string, std::vector<Entry>> by_name_;
    std::unordered_map<std::string, std::vector<Entry>> by_initials_;
};

/// The mentions of a text, in order; `hamlets` is set when it names something below a commune.
std::vector<Mention> read_mentions(const Resolver& resolver, const std::vector<Word>& words, bool plain,
                                   bool& hamlets);

}  // namespace kheo::territory
