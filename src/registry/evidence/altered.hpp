// SPDX-License-Identifier: Apache-2.0
// Part of the door, for `kheo check`: what was changed past the program.
#pragma once

#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::registry::evidence {

/// Visits and amounts that are not what their ledger entry committed to, one line each; erased ones say
/// nothing.
Result<std::vector<std::string>> altered(db::Transaction& tx);

}  // namespace kheo::registry::evidence
