// SPDX-License-Identifier: Apache-2.0
// Fills the view models of the unit pages. Pure reading of an Atlas.
#pragma once

#include "territory/store.hpp"
#include "territory/views.hpp"

namespace kheo::territory {

UnitsPage build_units_page(const Atlas& atlas, Date on, std::string_view search, Language language);
UnitPage build_unit_page(const Atlas& atlas, UnitId id, Date on, const std::vector<store::ClauseRow>& clauses,
                         Language language);

}  // namespace kheo::territory
