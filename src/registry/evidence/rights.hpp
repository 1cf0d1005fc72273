// SPDX-License-Identifier: Apache-2.0
// Private to the room: what a person may do with the evidence of one dossier. Pure.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::evidence {

struct Rights {
    bool open = false;    // see it at all
    bool add = false;     // photos, papers, resources, benefits
    bool visit = false;   // record a visit, unless the person must stay apart: see may_visit
    bool manage = false;  // open to everybody, erase on request, take out what others added
};

Rights rights_of(const territory::Atlas& atlas, const auth::Principal& who, const life::Cycle& cycle,
                 Date today);

}  // namespace kheo::registry::evidence
