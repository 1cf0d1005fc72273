// SPDX-License-Identifier: Apache-2.0
// How registrations stand in columns: shared by who reads them from SQL and who merges them. Private to the
// slice.
#pragma once

#include "statistics/fact_runs.hpp"

namespace kheo::statistics {

const runs::Layout& fact_layout();

/// Adds a fact with the number of its initiative.
void add_fact(runs::Builder& builder, const FreshFact& fact, std::uint32_t initiative);

/// (initiative, value) pairs in any order → lists of different values, ascending.
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
Lists lists_of(Pairs pairs, std::size_t initiatives);

}  // namespace kheo::statistics
