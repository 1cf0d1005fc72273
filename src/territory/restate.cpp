// SPDX-License-Identifier: Apache-2.0
// Where a unit's territory stands on another day's map: lineage followed forwards or backwards, and the
// lowest unit of that day that holds all of it. Invariant: restated + not attributable = original.
#include <algorithm>
#include <set>

#include "territory/atlas.hpp"

namespace kheo::territory {

class Restater {
  public:
    Restater(const AtlasInMemory& atlas, Date map) : atlas_(atlas), map_(map) {}

    Restatement run(int unit) const {
        if (atlas_.stands(unit, map_)) return {atlas_.records()[at(unit)].id, true};
        const auto& record = atlas_.records()[at(unit)];
        if (record.versions.empty()) return {};
        if (record.level == Level::hamlet) return of_parent(unit, true);
        std::set<int> targets;
        if (!gather(unit, targets) || targets.empty()) return of_parent(unit, false);
        if (targets.size() == 1) return {atlas_.records()[at(*targets.begin())].id, true};
        return {common(targets), false};
    }

    /// Units present on the map's day that the unit's territory went to (or came from). False when part of it
    /// is not known.
    bool gather(int unit, std::set<int>& targets) const {
        const auto& record = atlas_.records()[at(unit)];
        const bool forwards = !record.versions.empty() && record.versions.back().valid_to < map_;
        bool followed = false, complete = true;
        for (const int line : forwards ? record.out : record.in) {
            const auto& row = atlas_.lines()[at(line)];
            const int next = forwards ? row.to : row.from;
            if (next == unit) continue;
            followed = true;
            complete = step(next, targets) && complete;
        }
        if (followed) return complete;
        return gather_children(unit, forwards, targets);
    }

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    bool step(int next, std::set<int>& targets) const {
        if (atlas_.stands(next, map_)) {
            targets.insert(next);
            return true;
        }
        return gather(next, targets);
    }

    /// An abolished district or province without lines of its own went where its units went.
    bool gather_children(int unit, bool forwards, std::set<int>& targets) const {
        const auto& record = atlas_.records()[at(unit)];
        if (record.level >= Level::commune || record.versions.empty()) return false;
        const Date day = forwards ? record.versions.back().valid_to : record.versions.front().valid_from;
        bool any = false, complete = true;
        for (const int child : record.children) {
            const auto* then = atlas_.version(child, day);
            if (!then || then->parent != record.id || then->level == Level::hamlet) continue;
            any = true;
            complete = step(child, targets) && complete;
        }
        return any && complete;
    }

    Restatement of_parent(int unit, bool keeps_exact) const {
        const int parent = atlas_.parent_of(unit, map_);
        if (parent == kNoUnit) return {};
        auto out = run(parent);
        if (!keeps_exact) out.exact = false;
        return out;
    }

    /// The lowest unit of the map's day that holds all of them.
    UnitId common(const std::set<int>& units) const {
        std::vector<int> shared = chain(*units.begin());
        for (const int unit : units) {
            const auto above = chain(unit);
            std::erase_if(shared, [&](int candidate) {
                return std::find(above.begin(), above.end(), candidate) == above.end();
            });
        }
        return shared.empty() ? UnitId{} : atlas_.records()[at(shared.front())].id;
    }

    std::vector<int> chain(int unit) const {
        std::vector<int> out;
        for (; unit != kNoUnit; unit = atlas_.parent_of(unit, map_)) out.push_back(unit);
        return out;
    }

    const AtlasInMemory& atlas_;
    Date map_;
};

Restatement AtlasInMemory::restate(UnitId id, Date map) const {
    const int unit = index(id);
    return unit == kNoUnit ? Restatement{} : Restater(*this, map).run(unit);
}

namespace {

Successor successor(const Unit& unit, const LineageRow& row) {
    return {unit,         row.kind, row.extent, row.extent_text, row.resolution, row.default_target == "yes",
            row.effective};
}

/// What an act did to a unit that stayed itself between two days.
Successor stayed(const AtlasInMemory& atlas, int unit, Date from, Date to) {
    Successor out;
    out.unit = *atlas.version(unit, to);
    out.kind = "kept";
    out.default_target = true;
    for (const int line : atlas.records()[static_cast<std::size_t>(unit)].out) {
        const auto& row = atlas.lines()[static_cast<std::size_t>(line)];
        if (row.from == row.to && from < row.effective && row.effective <= to) out = successor(out.unit, row);
    }
    return out;
}

void follow(const AtlasInMemory& atlas, int unit, Date to, const Successor* via,
            std::vector<Successor>& out) {
    for (const int line : atlas.records()[static_cast<std::size_t>(unit)].out) {
        const auto& row = atlas.lines()[static_cast<std::size_t>(line)];
        if (row.from == row.to || row.effective > to) continue;
        auto next = successor(atlas.nearest(row.to, to), row);
        if (via && via->extent == Extent::part) {
            next.extent = Extent::part;
            next.extent_text = via->extent_text;
        }
        if (!atlas.stands(row.to, to)) {
            follow(atlas, row.to, to, &next, out);
        } else if (std::none_of(out.begin(), out.end(),
                                [&](const auto& s) { return s.unit.id == next.unit.id; })) {
            out.push_back(std::move(next));
        }
    }
}

}  // namespace

std::vector<Successor> AtlasInMemory::successors(UnitId id, Date from, Date to) const {
    const int unit = index(id);
    if (unit == kNoUnit || records_[static_cast<std::size_t>(unit)].versions.empty()) return {};
    if (stands(unit, to)) return {stayed(*this, unit, from, to)};
    std::vector<Successor> out;
    follow(*this, unit, to, nullptr, out);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.unit.code < b.unit.code; });
    return out;
}

std::vector<Successor> AtlasInMemory::predecessors(UnitId id) const {
    std::vector<Successor> out;
    const int unit = index(id);
    if (unit == kNoUnit) return out;
    for (const int line : records_[static_cast<std::size_t>(unit)].in) {
        const auto& row = lines_[static_cast<std::size_t>(line)];
        out.push_back(successor(nearest(row.from, row.effective.plus_days(-1)), row));
    }
    return out;
}

std::vector<std::string> AtlasInMemory::codes_today(UnitId id, Date today) const {
    std::vector<std::string> out;
    const int unit = index(id);
    if (unit == kNoUnit || records_[static_cast<std::size_t>(unit)].versions.empty()) return out;
    for (const auto& next : successors(id, nearest(unit, today).valid_from, today))
        out.push_back(next.unit.code);
    std::erase(out, std::string());
    return out;
}

}  // namespace kheo::territory
