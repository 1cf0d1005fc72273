// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rules.hpp"

namespace kheo::registry::scoring {

rule::Table rule_table() {
    return {.name = "scoring_parameter", .code = "code", .values = {{"value", rule::Kind::number, 1, 100}}};
}

}  // namespace kheo::registry::scoring
