// SPDX-License-Identifier: Apache-2.0
// Results of many dossiers at once, for lists; part of the door (scoring.hpp).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "registry/life/life.hpp"

namespace kheo::registry::scoring {

/// The mean total ("81,5") of the locked sheets of each of these dossiers; none for what nobody scored. Asks
/// for no permission: for dossiers whose scoring is closed and that the reader may open.
Result<std::map<life::CycleId, std::string>> results_of(db::Transaction& tx,
                                                        const std::vector<life::CycleId>& cycles);

}  // namespace kheo::registry::scoring
