// SPDX-License-Identifier: Apache-2.0
// What the slices have to say on the desk.
#pragma once

#include "office/office.hpp"
#include "registry/import/pages.hpp"
#include "registry/life/life.hpp"
#include "registry/registry.hpp"

namespace kheo::app {

/// The last lists that the person (or, for all of the country, anybody) uploaded; for those who may import.
office::DeskCardProvider recent_imports(const registry::import::PageServices& services);

/// The initiatives changed last, as far as the reader may see them.
/// What waits for the person, by due day.
office::DeskCardProvider my_work(const registry::life::Services& services);
/// The same as a letter may say it, without a title or a name.
office::DueWorkOf due_work(const registry::life::Services& services);
office::DeskCardProvider recent_initiatives(const registry::Services& services);

}  // namespace kheo::app
