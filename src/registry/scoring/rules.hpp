// SPDX-License-Identifier: Apache-2.0
// The dated parameters of scoring and surveys, for the page where they are entered.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::registry::scoring {

rule::Table rule_table();

}  // namespace kheo::registry::scoring
