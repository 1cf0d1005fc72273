// SPDX-License-Identifier: Apache-2.0
#include "registry/unit_masks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kheo::registry {

namespace {

std::string key_of(const Reading& reading, std::size_t units) {
    auto key = fmt::format("{} {} {}", reading.atlas.serial(), units, reading.today.days());
    if (reading.visible.all) return key + " all";
    for (const auto root : reading.visible.roots) key += fmt::format(" {}", root.value);
    return key;
}

}  // namespace

UnitMasks::Standing UnitMasks::stand(territory::UnitId unit, const territory::Atlas& atlas, Date map) {
    Standing out;
    const auto standing = atlas.restate(unit, map);
    out.exact = standing.exact;
    std::size_t above = 0;
    for (auto at = standing.unit; at && above < out.chain.size();) {
        out.chain[above++] = at;
        const auto* version = atlas.find(at, map);
        at = version ? version->parent : territory::UnitId{};
    }
    return out;
}

std::shared_ptr<const UnitMasks::Map> UnitMasks::map_of(const territory::Atlas& atlas, Date day,
                                                        const std::vector<territory::UnitId>& units) {
    const auto key = fmt::format("{} {} {}", atlas.serial(), units.size(), day.days());
    if (auto known = maps_.find(key)) return known;
    auto map = std::make_shared<Map>();
    map->reserve(units.size());
    for (const auto unit : units) map->push_back(stand(unit, atlas, day));
    maps_.keep(key, map);
    return map;
}

std::shared_ptr<const UnitMask> UnitMasks::visible(const Reading& reading,
                                                   const std::vector<territory::UnitId>& units) {
    const auto key = key_of(reading, units.size());
    if (auto known = visible_.find(key)) return known;
    auto mask = std::make_shared<UnitMask>();
    mask->reserve(units.size());
    for (const auto unit : units) mask->push_back(may_see(reading, unit) ? 1 : 0);
    visible_.keep(key, mask);
    return mask;
}

std::shared_ptr<const UnitMask> UnitMasks::make(const ListQuery& query, const Reading& reading,
                                                const std::vector<territory::UnitId>& units) {
    const auto place = find_place(query, reading);
    if (!place) return std::make_shared<UnitMask>(units.size());  // no such unit on that map: an empty list
    auto seen = visible(reading, units);
    if (!place->root && !place->not_attributable) return seen;
    const auto map = map_of(reading.atlas, place->map, units);
    auto mask = std::make_shared<UnitMask>(*seen);
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto& standing = (*map)[i];
        if (place->not_attributable && standing.exact) (*mask)[i] = 0;
        if (place->root && std::ranges::find(standing.chain, place->root) == standing.chain.end())
            (*mask)[i] = 0;
    }
    return mask;
}

std::shared_ptr<const UnitMask> UnitMasks::of(const ListQuery& query, const Reading& reading,
                                              const std::vector<territory::UnitId>& units) {
    if (reading.visible.all && query.unit_code.empty() && !query.not_attributable) return nullptr;
    const auto key = fmt::format("{} | {} {} {}", key_of(reading, units.size()), query.unit_code,
                                 map_day(query, reading.today).days(), query.not_attributable);
    const std::lock_guard lock(mutex_);
    if (auto known = masks_.find(key)) return known;
    auto mask = make(query, reading, units);
    masks_.keep(key, mask);
    return mask;
}

}  // namespace kheo::registry
