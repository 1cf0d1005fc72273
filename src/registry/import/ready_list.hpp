// SPDX-License-Identifier: Apache-2.0
// A ready list to fill in: one unit's initiatives of last year as rows to maintain, drop-downs for what has a
// closed set of answers, empty rows below. Filled in, it is an ordinary registration list to import.
#pragma once

#include <string>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry::import {

struct ReadyList {
    territory::Unit unit;
    int year = 0;                   // campaign year to register for
    std::vector<ListItem> carried;  // of the year before
    std::vector<Field> fields;      // in force
};

/// XLSX bytes. today's map names the units.
Result<std::string> write_ready_list(const ReadyList& list, const territory::Atlas& atlas, Date today);

}  // namespace kheo::registry::import
