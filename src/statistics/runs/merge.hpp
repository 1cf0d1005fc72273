// SPDX-License-Identifier: Apache-2.0
// New columns from old ones and what came and went: rows keep their order, whole pieces are copied. Private
// to runs. The old columns stay as they are for those who read them.
#pragma once

#include "statistics/runs/ask.hpp"

namespace kheo::statistics::runs {

/// A row that went must be one of the columns or one that came before it in `changes`; others are ignored.
std::shared_ptr<const Runs> merge(const Runs& runs, const Changes& changes);

}  // namespace kheo::statistics::runs
