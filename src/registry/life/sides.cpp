// SPDX-License-Identifier: Apache-2.0
// Who stands where to a dossier (life.hpp): the owner's side, and who may open it. Pure functions over the
// map.
#include <algorithm>

#include "platform/auth/looking_on.hpp"
#include "registry/life/life.hpp"
#include "registry/life/sides.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

bool made_it(const auth::Principal& who, const Cycle& cycle) {
    const auto whose = auth::whose_work(who);
    return whose && (cycle.created.by == whose || cycle.submitted.by == whose);
}

/// The unit as it stands on today's map.
territory::UnitId standing(const territory::Atlas& atlas, territory::UnitId unit, Date today) {
    const auto now = atlas.restate(unit, today).unit;
    return now ? now : unit;
}

}  // namespace

bool proposes_for(const territory::Atlas& atlas, const auth::Principal& who, territory::UnitId unit,
                  Date today) {
    if (!who.may(Permission::propose, today)) return false;
    const auto here = standing(atlas, unit, today);
    return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
        return grant.gives(Permission::propose, today) && grant.unit &&
               standing(atlas, grant.unit, today) == here;
    });
}

bool own_side(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today) {
    return made_it(who, cycle) || proposes_for(atlas, who, cycle.unit, today);
}

bool proposing_side(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle,
                    Date today) {
    if (!may_in(atlas, who, Permission::propose, cycle.unit, today)) return false;
    return own_side(atlas, who, cycle, today) || proposes_for(atlas, who, cycle.book_unit, today);
}

bool may_in(const territory::Atlas& atlas, const auth::Principal& who, Permission permission,
            territory::UnitId unit, Date today) {
    // a unit that is gone has nobody left who acts for it: who was of it reads its old dossiers
    const auto stands = [&](territory::UnitId root) {
        return permission == Permission::read_registry || !root || atlas.present(root, today);
    };
    return who.signed_in() && std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
               return grant.valid_on(today) && auth::role_allows(grant.role, permission) &&
                      stands(grant.unit) && territory::reaches(atlas, grant.unit, unit, today);
           });
}

bool recognises_above(const territory::Atlas& atlas, const auth::Principal& who, territory::UnitId book,
                      Date today) {
    const auto here = atlas.restate(book, today).unit;
    return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
        if (!grant.gives(Permission::recognise, today)) return false;
        if (!grant.unit) return true;
        return atlas.restate(grant.unit, today).unit != here &&
               territory::reaches(atlas, grant.unit, book, today);
    });
}

bool may_open(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today) {
    if (cycle.registered()) return may_in(atlas, who, Permission::read_registry, cycle.unit, today);
    if (auth::looks_on(who)) return false;  // drafts and plans under examination stay closed
    if (proposing_side(atlas, who, cycle, today)) return true;
    if (cycle.round == 0) return false;
    return std::ranges::any_of(
        std::array{Permission::appraise, Permission::approve, Permission::check, Permission::score},
        [&](Permission permission) { return may_in(atlas, who, permission, cycle.unit, today); });
}

territory::UnitId book_unit(const territory::Atlas& atlas, territory::UnitId unit, Date on) {
    const auto here = standing(atlas, unit, on);
    const auto commune = atlas.ancestor(here, territory::Level::commune, on);
    return commune ? commune : here;
}

}  // namespace kheo::registry::life
