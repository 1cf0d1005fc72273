// SPDX-License-Identifier: Apache-2.0
// Where registrations count: a unit of one day's map, and the subtrees a reader's grants cover. Pure
// functions over the Atlas; the same rule places facts in figures (statistics) and in lists.
#pragma once

#include <optional>

#include "registry/registry.hpp"

namespace kheo::registry {

/// The part of a map a list is about.
struct Place {
    territory::UnitId root;  // none = everywhere
    Date map;
    bool not_attributable = false;  // only what the map cannot give to one unit
};

/// The day whose map a query is read on.
Date map_day(const ListQuery& query, Date today);

/// nullopt when the query names a unit that its map does not have.
std::optional<Place> find_place(const ListQuery& query, const Reading& reading);

/// Is a registration of this unit counted in the place? It counts where its unit stands on the map: at the
/// unit itself, else at the lowest present unit that holds all its successors.
bool inside(const Place& place, territory::UnitId unit, const territory::Atlas& atlas);

/// May the reader see what this unit registered? (territory::reaches)
bool may_see(const Reading& reading, territory::UnitId unit);
/// May the person change what this unit, of any day, registers today?
bool may_edit(const auth::Principal& who, const territory::Atlas& atlas, territory::UnitId unit, Date today);

}  // namespace kheo::registry
