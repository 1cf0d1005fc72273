// SPDX-License-Identifier: Apache-2.0
// The units a list is about, worked out once per page.
#pragma once

#include <optional>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry {

/// nullopt = no condition at all; an empty list when the query names a unit its map does not have.
Result<std::optional<std::vector<territory::UnitId>>> units_of(db::Transaction& tx, const ListQuery& query,
                                                               const Reading& reading);

}  // namespace kheo::registry
