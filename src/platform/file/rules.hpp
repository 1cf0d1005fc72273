// SPDX-License-Identifier: Apache-2.0
// The dated limits of files, for the page where they are entered.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::file {

rule::Table rule_table();

}  // namespace kheo::file
