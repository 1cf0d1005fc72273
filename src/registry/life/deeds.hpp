// SPDX-License-Identifier: Apache-2.0
// Private to the room: what only the ledger knows of who must stay apart from a dossier.
#pragma once

#include "platform/ledger/actors.hpp"
#include "registry/life/life.hpp"
#include "registry/writing.hpp"

namespace kheo::registry::life {

/// Of the initiative: who changed the registered text.
inline constexpr ledger::Deed kEdits{"initiative", verb::kEdited};
/// Of the cycle: who gave verdicts in its present round, also one that a colleague changed afterwards.
inline constexpr ledger::Deed kExaminations{"cycle", "registry.cycle_examined", "registry.cycle_submitted"};

/// Edits after this moment count: since then the text is what was decided on.
inline Millis text_stands_since(Millis approved, Millis created) {
    return approved > 0 ? approved : created;
}

}  // namespace kheo::registry::life
