// SPDX-License-Identifier: Apache-2.0
// Numbers and periods as reports and newspapers write them: "13.663", "81,5", "hơn 17 ngàn", "22/56",
// "6 tháng đầu năm 2024", "15 năm (2009-2024)". Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/period.hpp"

namespace kheo::statistics::published {

/// Thousandths: "81,5" is 81500; "hơn 17 ngàn" is 17000000. nullopt when the text is not one number.
std::optional<std::int64_t> read_amount(std::string_view text);

/// The first number inside a text: "33 đột xuất" is 33000.
std::optional<std::int64_t> first_amount(std::string_view text);

/// "22/56"
struct Share {
    std::int64_t part = 0, whole = 0;
};
std::optional<Share> read_share(std::string_view text);

/// nullopt where no first and last day are said ("đến 10/2022"), and for plans.
std::optional<Period> read_period(std::string_view text);

/// Thousandths as people write them: 81500 is "81,5".
std::string format_amount(std::int64_t thousandths);

}  // namespace kheo::statistics::published
