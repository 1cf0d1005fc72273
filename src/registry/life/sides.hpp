// SPDX-License-Identifier: Apache-2.0
// Private to the room: who may work on what is proposed, and whose register a dossier belongs to.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// May the person write on the proposal and send it? The own side, and who proposes for the register's unit
/// (a commune completes what its hamlet team began); never a higher level.
bool proposing_side(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle,
                    Date today);

/// Does the person hold a grant to propose, valid today, over exactly this unit, both as they stand on
/// today's map?
bool proposes_for(const territory::Atlas& atlas, const auth::Principal& who, territory::UnitId unit,
                  Date today);

/// Does a grant of that day let the person recognise above the level of this register?
bool recognises_above(const territory::Atlas& atlas, const auth::Principal& who, territory::UnitId book,
                      Date today);

/// The unit whose register numbers what this unit registers on that day: the commune it stands in, also after
/// mergers, or the higher unit itself.
territory::UnitId book_unit(const territory::Atlas& atlas, territory::UnitId unit, Date on);

}  // namespace kheo::registry::life
