// SPDX-License-Identifier: Apache-2.0
// The GET form above the figures: choices that exist, what is chosen kept. Pure.
#pragma once

#include "statistics/page_query.hpp"
#include "statistics/views.hpp"

namespace kheo::statistics {

struct ControlFacts {
    const PageQuery* query = nullptr;
    Date today;
    int first_year = 0;               // of the earliest registration
    std::vector<view::Option> units;  // the way down to the unit and what lies below
    std::vector<CodeName> fields;     // in force
    Language language = Language::vi;
};

Controls make_controls(const ControlFacts& facts);

}  // namespace kheo::statistics
