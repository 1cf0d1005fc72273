// SPDX-License-Identifier: Apache-2.0
// What the engine itself can tell about damage: torn pages, orphaned references.
#pragma once

#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::db {

/// One line per fault in Vietnamese, empty when sound.
Result<std::vector<std::string>> integrity_faults(Transaction& tx);

}  // namespace kheo::db
