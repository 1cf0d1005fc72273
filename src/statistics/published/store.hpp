// SPDX-License-Identifier: Apache-2.0
// The SQL of published figures and indicators.
#pragma once

#include "statistics/published/published.hpp"

namespace kheo::statistics::published::store {

/// In the order of their references.
Result<std::vector<PublishedFigure>> figures(db::Transaction& tx);
/// The row's id; nullopt when it stood there like this.
Result<std::optional<std::int64_t>> keep(db::Transaction& tx, const PublishedFigure& figure, Millis at);
/// All definitions, by code and day.
Result<std::vector<Indicator>> indicators(db::Transaction& tx);

}  // namespace kheo::statistics::published::store
