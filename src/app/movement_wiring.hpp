// SPDX-License-Identifier: Apache-2.0
// What the room of the movement asks of others: the registry's counts, who is the standing body, under which
// address people come.
#pragma once

#include "movement/movement.hpp"
#include "office/office.hpp"
#include "registry/life/life.hpp"
#include "registry/registry.hpp"

namespace kheo::app {

/// `lists` may be null; everything referred to outlives the services.
movement::Services movement_services(db::Database& database, const Clock& clock, const view::Site& site,
                                     std::function<std::shared_ptr<const territory::Atlas>()> atlas,
                                     registry::ListIndex* lists);

/// Answers life's guard window_open: a strict window that is over, or not yet open, holds a new proposal
/// back.
registry::life::Guard window_guard();
/// The remark on a proposal outside every window.
registry::life::Part window_part();

/// What the form of a recognition offers: the standing body of the unit, the grade of the scores.
registry::life::Suggestions life_suggestions(std::function<std::shared_ptr<const territory::Atlas>()> atlas);

/// Open calls on the desk of those they concern.
office::DeskCardProvider open_calls_card(const movement::Services& services);

}  // namespace kheo::app
