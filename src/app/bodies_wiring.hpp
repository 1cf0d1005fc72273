// SPDX-License-Identifier: Apache-2.0
// What bodies needs of other slices: initiatives to link, the draft that a hamlet team's slip becomes, the
// landing page of accounts that only hold grants of hamlet teams.
#pragma once

#include "bodies/bodies.hpp"
#include "office/office.hpp"
#include "registry/registry.hpp"

namespace kheo::app {

struct BodiesParts {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    std::function<void()> territory_changed;
    file::Files& files;
    file::ErasureHooks erased;
    registry::ListIndex* lists = nullptr;
    office::DeskCardProvider work;  // what waits for the person in the life of initiatives
};
bodies::Services bodies_services(const BodiesParts& parts);

/// Puts the phone home before the desk for those accounts.
void land_teams_on_the_phone(std::vector<http::Route>& routes, const Clock& clock);

}  // namespace kheo::app
