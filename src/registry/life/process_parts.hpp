// SPDX-License-Identifier: Apache-2.0
// Private to the room: the parts of the process table that stand in files of their own.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// Every act, in the order of the buttons (process_acts.cpp).
std::vector<workflow::Act> all_acts();

}  // namespace kheo::registry::life
