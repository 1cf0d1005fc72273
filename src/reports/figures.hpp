// SPDX-License-Identifier: Apache-2.0
// The figures of a review, asked of statistics: everything on the map of the period's last day, beside the
// same period of the year before.
#pragma once

#include "platform/db/database.hpp"
#include "reports/model.hpp"

namespace kheo::reports {

/// unit none = the whole country. today: for statistics, which says what "now" is.
Result<Figures> gather_figures(db::Transaction& tx, const territory::Atlas& atlas,
                               const statistics::FactSource& source, UnitId unit, const Period& period,
                               Date today);

/// Level whose units a review lists: provinces of the country, districts of a province while there are any,
/// else communes; hamlets of a commune. nullopt when there is nothing below.
std::optional<territory::Level> level_below(const territory::Atlas& atlas, UnitId unit, Date on);

}  // namespace kheo::reports
