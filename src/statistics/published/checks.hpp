// SPDX-License-Identifier: Apache-2.0
// What can be checked of published figures without asking anybody: that the number is what was written, that
// stated sums, shares and changes come out, that a part of a year is not more than the whole one beside it.
// Nothing is corrected: a contradiction is said and the figure kept. Pure.
#pragma once

#include <span>
#include <vector>

#include "base/message.hpp"
#include "statistics/published/published.hpp"

namespace kheo::statistics::published {

enum class Outcome { holds, contradicts, open };  // open: the source does not say enough

struct Check {
    Outcome outcome = Outcome::open;
    Sentence words;
};

/// All that is found about one figure, contradictions first. `all` are the figures it may be compared with.
std::vector<Check> check(const PublishedFigure& figure, std::span<const PublishedFigure> all);

}  // namespace kheo::statistics::published
