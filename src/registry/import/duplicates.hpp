// SPDX-License-Identifier: Apache-2.0
// Rows that say the same: rule 7 of the registration lists. Only rows of one unit (or of the same candidates
// where the unit is undecided) and one campaign year are compared, with cheap upper bounds before the exact
// similarity, so that 24,000 rows take well under a second. Pure.
#pragma once

#include <vector>

#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

/// Adds duplicate_in_file and near_duplicate; title_column is for the remark.
void mark_duplicates(std::vector<Row>& rows, int title_column);

}  // namespace kheo::registry::import
