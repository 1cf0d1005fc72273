// SPDX-License-Identifier: Apache-2.0
#include "statistics/mapping.hpp"

#include <algorithm>
#include <set>

namespace kheo::statistics {

namespace {

using territory::Atlas;
using territory::Level;
using territory::Restatement;

UnitId ancestor_at(const Atlas& atlas, UnitId unit, Level level, Date day) {
    return unit ? atlas.ancestor(unit, level, day) : UnitId{};
}

/// Grants are read on today's map, as the registry's lists do, whatever map the answer is on.
bool visible(const Atlas& atlas, const MappingPlan& plan, UnitId unit) {
    if (!plan.within) return true;
    return std::ranges::any_of(
        *plan.within, [&](UnitId root) { return territory::reaches(atlas, root, unit, plan.today); });
}

bool counted(const Atlas& atlas, const MappingPlan& plan, UnitId unit) {
    const Date day = plan.map_day;
    if (plan.under && !(unit && atlas.is_under(unit, plan.under, day))) return false;
    return std::ranges::all_of(plan.only, [&](const auto& allowed) {
        const auto found = ancestor_at(atlas, unit, allowed.first, day);
        return std::ranges::find(allowed.second, found) != allowed.second.end();
    });
}

UnitPlace place(const Atlas& atlas, const MappingPlan& plan, UnitId unit, const Restatement& now) {
    UnitPlace out;
    out.unit = unit;
    out.exact = now.exact;
    if (plan.row) out.row = ancestor_at(atlas, now.unit, *plan.row, plan.map_day);
    if (plan.column) out.column = ancestor_at(atlas, now.unit, *plan.column, plan.map_day);
    out.commune = ancestor_at(atlas, now.unit, Level::commune, plan.map_day);
    return out;
}

/// The official unit whose change moved the facts: a hamlet moves with its commune.
UnitId moved_unit(const Atlas& atlas, UnitId unit, Date map_day) {
    const auto* version = atlas.find(unit, map_day);
    return version && version->level == Level::hamlet ? version->parent : unit;
}

/// The day a unit's territory went elsewhere: the day after its last version before the map; a unit that
/// begins after the map's day moved when it began.
Date break_day(const Atlas& atlas, UnitId unit, Date map_day) {
    const auto* version = atlas.find(unit, map_day);
    if (!version) return map_day;
    return version->valid_to < map_day ? version->valid_to.plus_days(1) : version->valid_from;
}

/// Counts the units that moved, each once.
class Breaks {
  public:
    Breaks(const Atlas& atlas, Date map_day) : atlas_(atlas), map_day_(map_day) {}
    void add(UnitId fact_unit, bool exact) {
        const UnitId unit = moved_unit(atlas_, fact_unit, map_day_);
        if (!unit || atlas_.present(unit, map_day_) || !seen_.insert(unit).second) return;
        const Date day = break_day(atlas_, unit, map_day_);
        auto& found = breaks_[day];
        found.day = day;
        ++found.units;
        found.split += exact ? 0 : 1;
    }
    std::vector<MapBreak> list() const {
        std::vector<MapBreak> out;
        out.reserve(breaks_.size());
        for (const auto& [day, found] : breaks_) out.push_back(found);
        return out;
    }

  private:
    const Atlas& atlas_;
    Date map_day_;
    std::set<UnitId> seen_;
    std::map<Date, MapBreak> breaks_;
};

}  // namespace

Mapping map_units(const Atlas& atlas, const MappingPlan& plan, std::span<const UnitId> units) {
    Mapping out;
    Breaks breaks(atlas, plan.map_day);
    for (const UnitId unit : units) {
        const auto now = atlas.restate(unit, plan.map_day);
        if (!counted(atlas, plan, now.unit) || !visible(atlas, plan, unit)) continue;
        out.places.push_back(place(atlas, plan, unit, now));
        out.has_inexact |= !now.exact;
        if (now.unit != unit) breaks.add(unit, now.exact);
    }
    out.breaks = breaks.list();
    return out;
}

}  // namespace kheo::statistics
