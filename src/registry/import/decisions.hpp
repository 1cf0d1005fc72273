// SPDX-License-Identifier: Apache-2.0
// What a person decided about single rows of an uploaded list, applied on top of the analysis. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

/// Empty parts say nothing.
struct Decision {
    int row = 0;  // as the analysis counts, from 1
    std::string title = {};
    std::string unit_code = {};   // valid on the list's date
    std::string unit_typed = {};  // what was written where no such unit was found
    std::string field = {};
    std::string start = {}, end = {};
    std::optional<bool> skip = {};  // leave the row out, or take it back in

    bool operator==(const Decision&) const = default;
};

void apply(Analysis& analysis, const std::vector<Decision>& decisions, const territory::Atlas& atlas);

/// The certain suggestions of an analysis as decisions: spelling of a unit, an old unit with exactly one
/// successor.
std::vector<Decision> certain_decisions(const Analysis& analysis);

/// Later decisions about a row replace its earlier ones, part by part.
void merge(std::vector<Decision>& decisions, const std::vector<Decision>& more);

std::string to_text(const std::vector<Decision>& decisions);
std::vector<Decision> decisions_from(std::string_view text);
std::string to_text(const std::vector<ColumnChoice>& choices);
std::vector<ColumnChoice> choices_from(std::string_view text);

}  // namespace kheo::registry::import
