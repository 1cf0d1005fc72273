// SPDX-License-Identifier: Apache-2.0
// Private to the slice: how an approved cycle (life/) enters the register, and how the state that lists and
// figures show follows it. In the caller's transaction; the caller has checked the rights.
#pragma once

#include <string>

#include "registry/registry.hpp"

namespace kheo::registry {

struct Entered {
    InitiativeId initiative;
    std::string number;
    RegistrationId registration;
};

/// As create(), for the initiative that the row continues when there is one, whatever its title is by now.
Result<Entered> enter(db::Transaction& tx, const NewRow& row, InitiativeId continues, const Reading& reading,
                      const Actor& actor);

/// With its entry in the ledger, so that lists and figures hear of it; nothing when it is in that state.
Result<> set_state(db::Transaction& tx, InitiativeId id, State state, const Actor& actor);

/// The highest level whose decision on this registration stands; as set_state.
Result<> set_level(db::Transaction& tx, InitiativeId id, RegistrationId registration,
                   std::optional<RecognitionLevel> level, const Actor& actor);

}  // namespace kheo::registry
