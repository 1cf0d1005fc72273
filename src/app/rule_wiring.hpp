// SPDX-License-Identifier: Apache-2.0
// The dated rules of all rooms, in the order of their page.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::app {

std::vector<rule::Table> rule_tables();

}  // namespace kheo::app
