// SPDX-License-Identifier: Apache-2.0
// View models of the ledger's public pages.
#pragma once

#include <string>
#include <vector>

#include "platform/view/html.hpp"

namespace kheo::portal {

struct HeadRow {
    std::int64_t size = 0;
    std::string moment, root, public_key, signature;
    std::string line;  // for paper
};

struct LedgerPage {
    std::vector<HeadRow> newest;  // one, or none while nothing is sealed
    std::string data_up_to{};     // moment of the public copy
};

struct HeadsPage {
    std::vector<HeadRow> days;  // newest first
    std::string data_up_to{};   // moment of the public copy
};

struct HeadPage {
    HeadRow head;
    view::Markup code = view::Markup::trusted({});  // QR of the line
};

}  // namespace kheo::portal
