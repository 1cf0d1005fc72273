// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rules.hpp"

namespace kheo::registry::scoring {

rule::Table rule_table() {
    return {.name = "scoring_parameter",
            .code = "code",
            .values = {{"value", rule::Kind::number, 1, 100}},
            // few answers tell who gave them; a round waits for every sheet that it asks for
            .bounds = {{"survey_least_answers", "value", 10, 100}, {"required_sheets", "value", 1, 9}}};
}

}  // namespace kheo::registry::scoring
