// SPDX-License-Identifier: Apache-2.0
// Small drawings beside the table that says the same: how far a call is, and each asked unit as a cell.
// Private to the slice.
#pragma once

#include "movement/progress.hpp"
#include "platform/view/html.hpp"

namespace kheo::movement {

/// A bar that is full at total; decoration beside a figure in words.
view::Markup meter(std::int64_t done, std::int64_t total);

/// One cell per unit in the table's order: full, half (something, not enough) or hollow; shapes differ, not
/// only colours.
view::Markup strip(Language language, const Progress& progress);

}  // namespace kheo::movement
