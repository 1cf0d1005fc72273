// SPDX-License-Identifier: Apache-2.0
// What the slices have to say on the desk.
#pragma once

#include "office/office.hpp"
#include "registry/import/pages.hpp"
#include "registry/registry.hpp"

namespace kheo::app {

/// The last lists that the person (or, for all of the country, anybody) uploaded; for those who may import.
office::DeskCardProvider recent_imports(const registry::import::PageServices& services);

/// The initiatives changed last, as far as the reader may see them.
office::DeskCardProvider recent_initiatives(const registry::Services& services);

}  // namespace kheo::app
