// SPDX-License-Identifier: Apache-2.0
#include "territory/lookup.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "territory/atlas.hpp"

namespace kheo::territory {

namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

bool has_type(const Mention& mention, const Unit& unit) {
    if (mention.types.empty()) return true;
    const auto type = fold(unit.type);
    return std::any_of(mention.types.begin(), mention.types.end(),
                       [&](const auto& one) { return one.first == unit.level && one.second == type; });
}

bool has_level(const Mention& mention, Level level) {
    if (mention.types.empty()) return level <= Level::commune;
    return std::any_of(mention.types.begin(), mention.types.end(),
                       [&](const auto& one) { return one.first == level; });
}

template <typename Candidates, typename Test>
Candidates only(const Candidates& all, const Test& test) {
    Candidates out;
    std::copy_if(all.begin(), all.end(), std::back_inserter(out), test);
    return out;
}

}  // namespace

Lookup::Lookup(const Resolver& resolver, const std::vector<Word>& words, Date on, UnitId within, bool plain)
    : resolver_(resolver), atlas_(resolver.atlas()), words_(words), on_(on), within_(within), plain_(plain) {}

void Lookup::collect(const std::vector<Resolver::Entry>& entries, const Mention& mention, bool by_tone,
                     Candidates& out) const {
    const auto tone = tone_of(words_, mention.first, mention.last);
    const bool toneless = tone == folded_of(words_, mention.first, mention.last);
    for (const auto& entry : entries) {
        const auto& version = atlas_.records()[at(entry.unit)].versions[at(entry.version)];
        if (!has_level(mention, version.level)) continue;
        int rank = entry.tone == tone ? 2 : toneless ? 1 : 0;
        if (plain_ && rank == 2) rank = 1;  // "xa quang trung" may be Quang Trung or Quảng Trung
        out.push_back({entry.unit, &version, version.valid_from <= on_ && on_ <= version.valid_to,
                       version.valid_to < on_, has_type(mention, version), by_tone ? rank : 2});
    }
}

Lookup::Candidates Lookup::candidates(const Mention& mention) const {
    Candidates out;
    const auto folded = folded_of(words_, mention.first, mention.last);
    collect(mention.initials ? resolver_.with_initials(folded) : resolver_.named(folded), mention,
            !mention.initials, out);
    return out;
}

Lookup::Candidates Lookup::near_candidates(const Mention& mention) const {
    Candidates out;
    for (const auto& name : resolver_.near(folded_of(words_, mention.first, mention.last)))
        collect(resolver_.named(name), mention, false, out);
    return only(out, [](const Candidate& c) { return c.valid && c.type_fits; });
}

std::vector<int> Lookup::units_of(const Mention& container) const {
    std::vector<int> fitting, all;
    for (const auto& one : candidates(container)) {
        if (one.version->level >= Level::commune) continue;
        all.push_back(one.unit);
        if (one.type_fits && one.tone > 0) fitting.push_back(one.unit);
    }
    return fitting.empty() ? all : fitting;
}

bool Lookup::in_chain(const Unit& version, int above) const {
    const auto& record = atlas_.records()[at(above)];
    if (version.id == record.id) return true;
    const Date day = std::clamp(on_, version.valid_from, version.valid_to);
    return version.parent && atlas_.is_under(version.parent, record.id, day);
}

bool Lookup::holds_now(int above, int unit) const {
    const auto* now = atlas_.version(unit, on_);
    return now && in_chain(*now, above);
}

bool Lookup::held(int above, int unit) const {
    const auto& record = atlas_.records()[at(unit)];
    for (const auto& version : record.versions) {
        if (in_chain(version, above)) return true;
    }
    return std::any_of(record.in.begin(), record.in.end(),
                       [&](int line) { return held(above, atlas_.lines()[at(line)].from); });
}

bool Lookup::inside(int scope, const Candidate& candidate) const {
    if (!atlas_.stands(scope, on_)) return held(scope, candidate.unit);
    if (candidate.valid) return holds_now(scope, candidate.unit);
    if (in_chain(*candidate.version, scope)) return true;
    const auto stands = atlas_.restate(atlas_.records()[at(candidate.unit)].id, on_);
    return stands.unit && atlas_.is_under(stands.unit, atlas_.records()[at(scope)].id, on_);
}

bool Lookup::holds_any(const Mention& container, const Mention& mention) const {
    const auto above = units_of(container);
    const auto below = candidates(mention);
    return std::any_of(below.begin(), below.end(), [&](const Candidate& one) {
        return std::any_of(above.begin(), above.end(),
                           [&](int unit) { return unit != one.unit && held(unit, one.unit); });
    });
}

std::vector<Lookup::Filter> Lookup::scopes(const Mention& mention,
                                           const std::vector<const Mention*>& containers) const {
    std::vector<std::vector<int>> above;
    for (const auto* container : containers) {
        if (auto units = units_of(*container); !units.empty()) above.push_back(std::move(units));
    }
    const Filter contained = [this, above](const Candidate& one) {
        return std::all_of(above.begin(), above.end(), [&](const std::vector<int>& units) {
            return std::any_of(units.begin(), units.end(),
                               [&](int unit) { return unit != one.unit && held(unit, one.unit); });
        });
    };
    const int sender = within_ ? atlas_.index(within_) : kNoUnit;
    if (sender == kNoUnit) return {contained};
    std::vector<Filter> out;
    const auto within = [&](int scope) {
        out.push_back(
            [this, scope, contained](const Candidate& one) { return inside(scope, one) && contained(one); });
    };
    within(sender);
    const auto level = atlas_.records()[at(sender)].level;
    if (level == Level::commune) {
        const int province = atlas_.index(atlas_.ancestor(within_, Level::province, on_));
        if (province != kNoUnit && (!mention.types.empty() || !above.empty())) within(province);
    }
    if (!above.empty() || mention.lowest() < level) out.push_back(contained);
    return out;
}

Resolution Lookup::find(const Mention& mention, const std::vector<const Mention*>& containers) const {
    const auto all = candidates(mention);
    for (const auto& scope : scopes(mention, containers)) {
        auto fitting = only(all, scope);
        if (fitting.empty()) continue;
        auto out = judge(mention, std::move(fitting), !within_ && containers.empty());
        mark_outdated(out, containers);
        return out;
    }
    // Nothing there: what lies one letter away is offered, never taken.
    Resolution out;
    const auto near = near_candidates(mention);
    for (const auto& scope : scopes(mention, containers)) {
        for (const auto& one : only(near, scope)) out.candidates.push_back(*one.version);
        if (!out.candidates.empty()) break;
    }
    if (out.candidates.size() > 5) out.candidates.clear();
    return out;
}

Lookup::Candidates Lookup::best_toned(const Candidates& fitting) {
    int best = 0;
    for (const auto& one : fitting) best = std::max(best, one.tone);
    return only(fitting, [best](const Candidate& c) { return c.tone == best; });
}

/// In the whole country one present unit is not certain while an abolished one of that name went elsewhere.
void Lookup::ask_for_namesakes(Resolution& out, const Candidates& gone) const {
    if (!out.unit) return;
    const int unit = atlas_.index(out.unit->id);
    const auto others = only(gone, [&](const Candidate& c) {
        return c.unit != unit && c.version->level == out.unit->level && !all_goes_to(c.unit, unit);
    });
    if (others.empty()) return;
    const auto present = *out.unit;
    out = of_gone(others);
    out.candidates.push_back(present);
    out.dissolved = out.certain = false;
    out.named.reset();
}

Resolution Lookup::judge(const Mention& mention, Candidates fitting, bool anywhere) const {
    fitting = best_toned(fitting);
    const bool asked = fitting.front().tone == 0;
    const auto present = only(fitting, [](const Candidate& c) { return c.valid && c.type_fits; });
    const auto gone = only(fitting, [](const Candidate& c) { return c.past && c.type_fits; });
    const auto wrong_type = only(fitting, [](const Candidate& c) { return c.valid && !c.type_fits; });
    Resolution out;
    if (mention.former && !gone.empty()) {
        out = of_gone(gone);
    } else if (!present.empty()) {
        out = of_present(present);
        if (anywhere) ask_for_namesakes(out, gone);
    } else if (!wrong_type.empty()) {
        out = of_mismatch(mention, wrong_type,
                          only(fitting, [](const Candidate& c) { return !c.valid && c.type_fits; }));
    } else if (!gone.empty()) {
        out = of_gone(gone);
    } else {
        const auto past = only(fitting, [](const Candidate& c) { return c.past; });
        out = past.empty() ? of_present(fitting) : of_gone(past);
        out.type_mismatch = !past.empty();
        if (past.empty() && out.unit) {  // the name comes up only later
            out.candidates = {*out.unit};
            out.unit.reset();
            out.status = ResolveStatus::ambiguous;
        }
    }
    if (asked && out.unit) {
        out.candidates = {*out.unit};
        out.unit.reset();
        out.status = ResolveStatus::ambiguous;
    }
    return out;
}

Resolution Lookup::of_present(const Candidates& fitting) const {
    Resolution out;
    std::set<int> units;
    for (const auto& one : fitting) {
        if (units.insert(one.unit).second) out.candidates.push_back(*one.version);
    }
    out.status = ResolveStatus::ambiguous;
    if (units.size() == 1) {
        out.unit = out.candidates.front();
        out.candidates.clear();
        out.status = ResolveStatus::resolved;
    }
    if (out.unit && out.unit->code.empty())
        return of_gone(fitting);  // older than codes are known: what it became
    return out;
}

/// Did the unit itself bear the written type under some version?
bool Lookup::once_typed(const Mention& mention, int unit) const {
    const auto& versions = atlas_.records()[at(unit)].versions;
    return std::any_of(versions.begin(), versions.end(),
                       [&](const Unit& version) { return has_type(mention, version); });
}

bool Lookup::all_goes_to(int unit, int target) const {
    const auto next = atlas_.successors(atlas_.records()[at(unit)].id, on_, on_);
    return next.size() == 1 && next[0].unit.id == atlas_.records()[at(target)].id;
}

Resolution Lookup::of_mismatch(const Mention& mention, const Candidates& wrong_type,
                               const Candidates& rest) const {
    const auto own = only(wrong_type, [&](const Candidate& c) { return once_typed(mention, c.unit); });
    auto out = of_present(own.empty() ? wrong_type : own);
    out.type_mismatch = true;
    if (!own.empty()) return out;
    const bool province = std::any_of(wrong_type.begin(), wrong_type.end(),
                                      [](const Candidate& c) { return c.version->level == Level::province; });
    const bool rivals = std::any_of(rest.begin(), rest.end(), [&](const Candidate& c) {
        return !out.unit || !c.past || !all_goes_to(c.unit, atlas_.index(out.unit->id));
    });
    if (!rivals && !(province && out.unit)) return out;
    // A unit of the written type existed or will exist: which one is meant is asked.
    const auto gone = only(rest, [](const Candidate& c) { return c.past; });
    auto asked = gone.empty() ? Resolution{} : of_gone(gone);
    for (const auto& one : wrong_type) {
        if (!province || gone.empty()) asked.candidates.push_back(*one.version);
    }
    for (const auto& one : rest) {
        if (!one.past) asked.candidates.push_back(*one.version);
    }
    asked.status = ResolveStatus::ambiguous;
    asked.certain = false;
    return asked;
}

Resolution Lookup::of_gone(const Candidates& gone) const {
    Resolution out;
    out.dissolved = true;
    out.status = ResolveStatus::ambiguous;
    std::set<int> units;
    bool whole = true;
    for (const auto& one : gone) {
        if (!units.insert(one.unit).second) continue;
        const Date after = std::max(on_, one.version->valid_to.plus_days(1));
        for (const auto& next : atlas_.successors(one.version->id, one.version->valid_to, after)) {
            out.candidates.push_back(next.unit);
            whole = whole && next.extent == Extent::whole;
        }
    }
    if (units.size() == 1) out.named = *gone.front().version;
    out.certain = units.size() == 1 && out.candidates.size() == 1 && whole;
    return out;
}

void Lookup::mark_outdated(Resolution& out, const std::vector<const Mention*>& containers) const {
    if (!out.unit) return;
    const int unit = atlas_.index(out.unit->id);
    for (const auto* container : containers) {
        if (container->former || container->highest() == Level::province) continue;
        const auto above = units_of(*container);
        const bool now =
            std::any_of(above.begin(), above.end(), [&](int one) { return holds_now(one, unit); });
        if (!above.empty() && !now) out.district_outdated = true;
    }
}

}  // namespace kheo::territory
