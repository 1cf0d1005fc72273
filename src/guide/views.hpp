// SPDX-License-Identifier: Apache-2.0
// View models of the guides.
#pragma once

#include <vector>

#include "guide/book.hpp"
#include "platform/view/html.hpp"

namespace kheo::guide {

struct GuidePage {
    const Guide* guide = nullptr;
    view::Markup text;
};

struct GuidesPage {
    const std::vector<Guide>* guides = nullptr;
    std::string_view own;  // code of the reader's guide
};

}  // namespace kheo::guide
