// SPDX-License-Identifier: Apache-2.0
#include "statistics/mapping.hpp"

#include <algorithm>

namespace kheo::statistics {

namespace {

using territory::Atlas;
using territory::Level;
using territory::Restatement;

UnitId ancestor_at(const Atlas& atlas, UnitId unit, Level level, Date day) {
    return unit ? atlas.ancestor(unit, level, day) : UnitId{};
}

/// A grant reaches what lay under its unit and what has become part of it: both are read on today's map, as
/// the registry's lists do, whatever map the answer is on.
bool visible(const Atlas& atlas, const MappingPlan& plan, UnitId unit) {
    if (!plan.within) return true;
    const auto standing = atlas.restate(unit, plan.today);
    return std::ranges::any_of(*plan.within, [&](UnitId root) {
        const auto now = atlas.restate(root, plan.today);
        const auto under = now.exact ? now.unit : root;
        return unit == root || (standing.unit && atlas.is_under(standing.unit, under, plan.today));
    });
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

/// The day a unit's territory went elsewhere: the day after its last version before the map; a unit that
/// begins after the map's day moved when it began.
Date break_day(const Atlas& atlas, UnitId unit, Date map_day) {
    const auto* version = atlas.find(unit, map_day);
    if (!version) return map_day;
    return version->valid_to < map_day ? version->valid_to.plus_days(1) : version->valid_from;
}

}  // namespace

Mapping map_units(const Atlas& atlas, const MappingPlan& plan, std::span<const UnitId> units) {
    Mapping out;
    std::map<Date, MapBreak> breaks;
    for (const UnitId unit : units) {
        const auto now = atlas.restate(unit, plan.map_day);
        if (!counted(atlas, plan, now.unit) || !visible(atlas, plan, unit)) continue;
        out.places.push_back(place(atlas, plan, unit, now));
        out.has_inexact |= !now.exact;
        if (now.unit == unit) continue;
        const Date day = break_day(atlas, unit, plan.map_day);
        auto& found = breaks[day];
        found.day = day;
        ++found.units;
        found.split += now.exact ? 0 : 1;
    }
    for (const auto& [day, found] : breaks) out.breaks.push_back(found);
    return out;
}

}  // namespace kheo::statistics
