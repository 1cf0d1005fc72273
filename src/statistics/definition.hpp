// SPDX-License-Identifier: Apache-2.0
// The words that go with figures: what was counted, what does not compare, where the map changed. Private.
#pragma once

#include "statistics/question.hpp"
#include "statistics/store.hpp"

namespace kheo::statistics {

std::vector<Sentence> definition(const Question& question, const territory::Atlas& atlas, Language language);

/// What a warning looks at.
struct Comparability {
    store::Makeup asked, compared;        // compared only with a comparison
    std::vector<store::YearReach> reach;  // only when years stand side by side
};
std::vector<Sentence> warnings(const Question& question, const Comparability& facts, Date today);

std::vector<Sentence> notes(const Question& question, const territory::Atlas& atlas,
                            const std::vector<MapBreak>& breaks);

}  // namespace kheo::statistics
