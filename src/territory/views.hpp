// SPDX-License-Identifier: Apache-2.0
// View models of the unit pages, ready to print.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::territory {

struct UnitLine {
    std::string code, name, place;  // place: the units above
    std::string href;
    std::string note;  // "đến 30/06/2025", "112 đơn vị cấp xã"
};

struct UnitsPage {
    std::string date, date_words;  // ISO for the field; 21/11/2026
    std::string search;
    std::string problem;  // date that nobody understands
    bool before_earliest = false;
    std::string counts;
    std::vector<UnitLine> units;
    bool has_places = false, has_notes = false;  // columns without content are left out
    bool cut = false;                            // more were found than are shown
    std::string newest;                          // since when the newest map known is valid; may be empty
};

struct VersionLine {
    std::string when, name, code, parent;
    bool now = false;
};

struct LineageLine {
    std::string name, code, href, what, resolution, when, citation, confidence;
    bool part = false;
};

struct UnitPage {
    std::string title, code, date, date_words, state;
    bool present = false;
    std::vector<view::Crumb> path;
    std::vector<VersionLine> versions;
    std::vector<LineageLine> successors, predecessors;
    std::vector<UnitLine> children;
    std::string children_title;
    std::string holder, holder_href;  // where facts of a unit that is gone stand today
    bool exact = false;
};

}  // namespace kheo::territory
