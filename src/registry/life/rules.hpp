// SPDX-License-Identifier: Apache-2.0
// The dated rules of the life of an initiative, for the page where they are entered.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::registry::life {

/// Terms of the states, questions of the examination.
std::vector<rule::Table> rule_tables();

}  // namespace kheo::registry::life
