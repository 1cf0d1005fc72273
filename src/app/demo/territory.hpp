// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/world.hpp"

namespace kheo::app::demo {

/// Six districts of ten communes until 30/06/2025, eighteen communes since; six communes are split.
DemoTerritory make_territory();

}  // namespace kheo::app::demo
