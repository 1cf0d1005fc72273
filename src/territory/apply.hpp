// SPDX-License-Identifier: Apache-2.0
// Brings a History to what a Catalogue says. The identity rule (docs/decisions/0004-unit-identity.md): a unit
// that an act kept, renamed, retyped or transferred stays the same unit and gets a new version; a unit that
// was merged or split ended, and what came out of it is a new unit, even where it bears an old code.
#pragma once

#include "territory/catalogue.hpp"
#include "territory/history.hpp"

namespace kheo::territory {

/// Applying the same catalogue twice changes nothing the second time; units keep their place in
/// history.units. Answers with remarks (gaps of the files); there is nothing it refuses.
std::vector<Sentence> apply(History& history, const Catalogue& catalogue);

}  // namespace kheo::territory
