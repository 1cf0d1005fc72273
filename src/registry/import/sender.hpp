// SPDX-License-Identifier: Apache-2.0
// Does the list itself name another unit than the person chose for it? A wrong file or a wrong choice is told
// before anything is saved; it refuses nothing. Pure.
#pragma once

#include <optional>

#include "registry/import/analysis.hpp"
#include "registry/import/letterhead.hpp"

namespace kheo::registry::import {

/// None when the letterhead names no unit, or when one of the two holds the other: on the list's date, by
/// where a unit that was gone by then went, or, where both have since been merged whole, on the map of today.
std::optional<SenderConflict> sender_conflict(const Letterhead& letterhead, const territory::Unit& chosen,
                                              const territory::Atlas& atlas, Date list_date, Date today);

}  // namespace kheo::registry::import
