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

bool made_it(const auth::Principal& who, const life::Cycle& cycle) {
    return cycle.created.by == who.user || cycle.submitted.by == who.user;
}

}  // namespace

Rights rights_of(const territory::Atlas& atlas, const auth::Principal& who, const life::Cycle& cycle,
                 Date today) {
    using auth::Permission;
    Rights out;
    out.open = life::may_open(atlas, who, cycle, today);
    if (!out.open) return out;
    const auto may = [&](Permission permission) {
        return territory::may_over(atlas, who, permission, cycle.unit, today);
    };
    out.manage = may(Permission::edit_registry);  // also at its end: consent may be taken back
    if (ended(cycle)) return out;
    out.add = std::ranges::any_of(std::array{Permission::propose, Permission::check}, may) || out.manage;
    out.visit = cycle.round > 0 && may(Permission::check) && !made_it(who, cycle);
    if (cycle.registered() && cycle.round == 0)  // came in with a list
        out.visit = may(Permission::check) && !made_it(who, cycle);
    return out;
}

}  // namespace kheo::registry::evidence
