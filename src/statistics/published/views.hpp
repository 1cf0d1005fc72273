// SPDX-License-Identifier: Apache-2.0
// The page of published figures, ready to print.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::statistics::published {

struct ShownCheck {
    view::Tone tone = view::Tone::neutral;
    view::Label label;
    std::string words;
};

struct ShownFigure {
    std::string reference, indicator, place, written;
    std::string source, source_href;                  // href only where the source is an address
    std::string computed, computed_href, difference;  // empty: nothing is counted beside it
    std::string no_comparison;                        // what keeps the two apart
    std::string note;                                 // what whoever recorded it remarked
    std::vector<ShownCheck> checks;
};

struct ShownIndicator {
    std::string name, words, basis_of_law;
};

struct PublishedPage {
    std::string search;
    bool flagged = false;  // only contradictions
    std::vector<view::Choice> choices;
    std::vector<ShownFigure> rows;
    std::vector<ShownIndicator> indicators;
    view::Pager pager;
    std::string found;  // "102 số liệu"
};

}  // namespace kheo::statistics::published
