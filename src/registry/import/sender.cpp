// SPDX-License-Identifier: Apache-2.0
#include "registry/import/sender.hpp"

namespace kheo::registry::import {

namespace {

using territory::Atlas;
using territory::Unit;
using territory::UnitId;

bool either_holds(const Atlas& atlas, UnitId one, UnitId other, Date on) {
    return territory::reaches(atlas, one, other, on) || territory::reaches(atlas, other, one, on);
}

/// Merged since, whole: whoever chooses among the units of today means both.
bool one_today(const Atlas& atlas, UnitId one, UnitId other, Date today) {
    const auto first = atlas.restate(one, today), second = atlas.restate(other, today);
    return first.exact && second.exact && either_holds(atlas, first.unit, second.unit, today);
}

bool agree(const Unit& printed, const Unit& chosen, const Atlas& atlas, Date list_date, Date today) {
    if (either_holds(atlas, printed.id, chosen.id, list_date)) return true;
    if (one_today(atlas, printed.id, chosen.id, today)) return true;
    if (atlas.present(printed.id, list_date)) return false;
    // Gone by then and split: the chosen unit may be one of the parts.
    const auto standing = atlas.restate(printed.id, list_date).unit;
    return standing && territory::reaches(atlas, standing, chosen.id, list_date);
}

/// "Phường Xuân La (Thành phố Hà Nội)": communes of one name are many.
std::string name_of(const Unit& unit, const Atlas& atlas) {
    const auto day = unit.valid_from;
    const auto above = atlas.ancestor(unit.id, territory::Level::province, day);
    const auto* province = above && above != unit.id ? atlas.find(above, day) : nullptr;
    return province ? unit.full_name + " (" + province->full_name + ")" : unit.full_name;
}

}  // namespace

std::optional<SenderConflict> sender_conflict(const Letterhead& letterhead, const Unit& chosen,
                                              const Atlas& atlas, Date list_date, Date today) {
    const auto printed = printed_unit(letterhead, atlas, list_date, chosen.id);
    if (!printed || agree(*printed, chosen, atlas, list_date, today)) return std::nullopt;
    return SenderConflict{name_of(*printed, atlas), name_of(chosen, atlas)};
}

}  // namespace kheo::registry::import
