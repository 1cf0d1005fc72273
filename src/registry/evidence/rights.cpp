// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence/rights.hpp"

#include <algorithm>
#include <array>

namespace kheo::registry::evidence {

namespace {

/// A dossier at its end is read, not added to.
bool ended(const life::Cycle& cycle) {
    const auto* state = life::process().state(cycle.state);
    return state && state->ends;
}

}  // namespace

Rights rights_of(const territory::Atlas& atlas, const auth::Principal& who, const life::Cycle& cycle,
                 Date today) {
    using auth::Permission;
    Rights out;
    out.open = life::may_open(atlas, who, cycle, today);
    if (!out.open) return out;
    const auto may = [&](Permission permission) {
        return life::may_in(atlas, who, permission, cycle.unit, today);
    };
    out.manage = may(Permission::edit_registry);  // also at its end: consent may be taken back
    if (ended(cycle)) return out;
    out.add = std::ranges::any_of(std::array{Permission::propose, Permission::check}, may) || out.manage;
    const bool came_with_a_list = cycle.registered() && cycle.round == 0;
    out.visit = (cycle.round > 0 || came_with_a_list) && may(Permission::check);
    return out;
}

}  // namespace kheo::registry::evidence
