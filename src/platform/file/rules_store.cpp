// SPDX-License-Identifier: Apache-2.0
#include "platform/file/rules.hpp"

namespace kheo::file {

rule::Table rule_table() {
    constexpr std::int64_t kMostBytes = 20LL * 1024 * 1024;  // what a request may bring at all
    return {.name = "file_limit",
            .code = "kind",
            .values = {{"most_bytes", rule::Kind::number, 1024, kMostBytes},
                       {"most_pixels", rule::Kind::number, 0, 65'000'000},
                       {"most_pages", rule::Kind::number, 0, 1000}},
            .basis = "basis",
            .verified = "",
            .bounds = {{"photo", "most_pixels", 1'000'000, 65'000'000}}};
}

}  // namespace kheo::file
