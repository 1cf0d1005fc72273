// SPDX-License-Identifier: Apache-2.0
// Every problem of a row as a code of the contract's vocabulary, a sentence and, where there is one, a
// suggestion.
#pragma once

#include <string_view>

#include "base/message.hpp"
#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

void remark(Row& row, std::string_view code, Sentence sentence, int column = -1,
            std::vector<Suggestion> suggestions = {});

/// Suggestions that name units; only one candidate may be certain.
std::vector<Suggestion> unit_suggestions(const std::vector<territory::Unit>& units, bool certain);

}  // namespace kheo::registry::import
