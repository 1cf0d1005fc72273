// SPDX-License-Identifier: Apache-2.0
// The charts below the table: the course of the period beside the compared one, and the fields. Each has a
// finding as caption and its table.
#pragma once

#include "statistics/page.hpp"

namespace kheo::statistics {

Result<std::vector<Chart>> make_charts(const PageReading& reading, const PageAnswer& page);

}  // namespace kheo::statistics
