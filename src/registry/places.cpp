// SPDX-License-Identifier: Apache-2.0
#include "registry/places.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace kheo::registry {

namespace {

/// "id:123" → that unit.
std::optional<territory::UnitId> unit_by_identity(std::string_view code) {
    if (!code.starts_with("id:")) return std::nullopt;
    const auto id = parse_number<std::int64_t>(code.substr(3));
    return id ? std::optional(territory::UnitId{*id}) : std::nullopt;
}

}  // namespace

Date map_day(const ListQuery& query, Date today) {
    switch (query.map.kind) {
        case MapChoice::Kind::now:
            return today;
        case MapChoice::Kind::day:
            return query.map.day;
        case MapChoice::Kind::then:
            break;
    }
    return query.period ? query.period->last : today;
}

std::optional<Place> find_place(const ListQuery& query, const Reading& reading) {
    Place place{{}, map_day(query, reading.today), query.not_attributable};
    if (query.unit_code.empty()) return place;
    if (const auto id = unit_by_identity(query.unit_code)) {
        place.root = *id;
        return place;
    }
    const auto* unit = reading.atlas.find_code(query.unit_code, place.map);
    if (!unit) return std::nullopt;
    place.root = unit->id;
    return place;
}

bool inside(const Place& place, territory::UnitId unit, const territory::Atlas& atlas) {
    if (!place.root && !place.not_attributable) return true;
    const auto standing = atlas.restate(unit, place.map);
    if (place.not_attributable && standing.exact) return false;
    if (!place.root) return true;
    return standing.unit && atlas.is_under(standing.unit, place.root, place.map);
}

bool may_see(const Reading& reading, territory::UnitId unit) {
    if (reading.visible.all) return true;
    return std::ranges::any_of(reading.visible.roots, [&](territory::UnitId root) {
        return territory::reaches(reading.atlas, root, unit, reading.today);
    });
}

bool may_edit(const auth::Principal& who, const territory::Atlas& atlas, territory::UnitId unit, Date today) {
    return territory::may_over(atlas, who, auth::Permission::edit_registry, unit, today);
}

}  // namespace kheo::registry
