// SPDX-License-Identifier: Apache-2.0
// @address@: what the page shows, ready to print.
#pragma once

#include <string>
#include <vector>

#include "@slice@/@slice@.hpp"

namespace kheo::@slice@ {

struct @Page@ {
    std::string text;
};

/// GET @address@; `routes()` of the slice adds it.
http::Route @page@_route(const Services& services);

}  // namespace kheo::@slice@
