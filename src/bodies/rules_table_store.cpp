// SPDX-License-Identifier: Apache-2.0
#include "bodies/rules_table.hpp"

namespace kheo::bodies {

rule::Table rule_table() {
    constexpr std::int64_t kTenYears = 3660;
    return {
        .name = "body_parameter", .code = "name", .values = {{"value", rule::Kind::number, 30, kTenYears}}};
}

}  // namespace kheo::bodies
