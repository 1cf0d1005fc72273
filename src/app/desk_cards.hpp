// SPDX-License-Identifier: Apache-2.0
// What the slices have to say on the desk.
#pragma once

#include "office/office.hpp"
#include "registry/import/pages.hpp"

namespace kheo::app {

/// The last lists that the person (or, for all of the country, anybody) uploaded; for those who may import.
office::DeskCardProvider recent_imports(registry::import::PageServices services);

}  // namespace kheo::app
