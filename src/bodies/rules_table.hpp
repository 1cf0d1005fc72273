// SPDX-License-Identifier: Apache-2.0
// The dated parameters of hamlet teams, for the page where they are entered.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::bodies {

rule::Table rule_table();

}  // namespace kheo::bodies
