// SPDX-License-Identifier: Apache-2.0
// Lists and counts (registry.hpp): turns the asked map and the reader's grants into units, then asks the
// store. The map rule is the one figures follow, so a list is as long as the figure that links to it.
#include <algorithm>

#include "registry/list_store.hpp"
#include "registry/messages.gen.hpp"
#include "registry/places.hpp"
#include "registry/registry.hpp"
#include "registry/selection.hpp"
#include "registry/store.hpp"

namespace kheo::registry {

Result<std::optional<std::vector<territory::UnitId>>> units_of(db::Transaction& tx, const ListQuery& query,
                                                               const Reading& reading) {
    std::optional<std::vector<territory::UnitId>> units;
    if (reading.visible.all && query.unit_code.empty() && !query.not_attributable) return units;
    units.emplace();
    const auto place = find_place(query, reading);
    if (!place) return units;  // no such unit on that map: an empty list
    for (const auto unit : TRY(store::registered_units(tx)))
        if (inside(*place, unit, reading.atlas) && may_see(reading, unit)) units->push_back(unit);
    return units;
}

Result<Counts> count(db::Transaction& tx, const ListQuery& query, const Reading& reading) {
    const auto units = TRY(units_of(tx, query, reading));
    return store::count(tx, {query, units});
}

Result<std::vector<ListItem>> list(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                                   int offset, int limit) {
    const auto units = TRY(units_of(tx, query, reading));
    return store::list(tx, {query, units}, offset, limit);
}

Result<std::optional<Initiative>> find(db::Transaction& tx, std::string_view number, const Reading& reading) {
    auto found = TRY(store::find(tx, number));
    if (!found) return found;
    const bool visible = std::ranges::any_of(found->registrations,
                                             [&](const Registration& r) { return may_see(reading, r.unit); });
    if (!visible) found.reset();
    return found;
}

Result<std::vector<Field>> fields(db::Transaction& tx, Date on) {
    return store::fields(tx, on);
}

}  // namespace kheo::registry
