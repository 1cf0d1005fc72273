// SPDX-License-Identifier: Apache-2.0
// View model of a site-clearance campaign: what may be shown of its counts, as words.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::bodies {

struct ClearanceLine {
    std::string name, day, to_move, agreed, handed;
};
struct ClearancePage {
    std::int64_t id = 0;
    std::string title, document;
    std::vector<view::Crumb> path;
    std::vector<ClearanceLine> lines;
    ClearanceLine total;
    bool may_edit = false;
};

}  // namespace kheo::bodies
