// SPDX-License-Identifier: Apache-2.0
// What stands beside the dossiers of the demonstration: a book in the making, a dated status of the ward, a
// site-clearance campaign as counts, a rubric that is still a draft.
#pragma once

#include "app/demo/dossiers.hpp"

namespace kheo::app::demo {

Result<> add_shelf(const Cast& cast, const Dossiers& dossiers);

}  // namespace kheo::app::demo
