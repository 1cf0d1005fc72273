// SPDX-License-Identifier: Apache-2.0
// The SQL of lists and their counts. Units come in as ids: the store knows no map.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::store {

/// A ListQuery whose map and scope have been turned into units.
struct Selection {
    const ListQuery& query;
    const std::optional<std::vector<territory::UnitId>>&
        units;  // registrations of these only; nullopt = of any unit
};

/// Every unit that any registration names.
Result<std::vector<territory::UnitId>> registered_units(db::Transaction& tx);

Result<Counts> count(db::Transaction& tx, const Selection& selection);
Result<std::vector<ListItem>> list(db::Transaction& tx, const Selection& selection, int offset, int limit);

/// Units as in Selection.
using Units = std::optional<std::vector<territory::UnitId>>;
/// Names of themes that live registrations of these units have, in folded order; for suggestions. At most
/// `limit`.
Result<std::vector<std::string>> themes(db::Transaction& tx, const Units& units, int limit);
/// Campaign years of live registrations of these units, newest first.
Result<std::vector<int>> campaign_years(db::Transaction& tx, const Units& units);

}  // namespace kheo::registry::store
