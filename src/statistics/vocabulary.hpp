// SPDX-License-Identifier: Apache-2.0
// The words of the pivot: codes of measures and dimensions, names of their values for people. Private to the
// slice (the parsers are in the door). Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// A fixed value of a dimension and its name.
struct ValueName {
    std::string_view code;
    const Message* name;
};

/// The fixed values of sector, kind, owner_type, basis and state in list order; empty for all others.
std::span<const ValueName> fixed_values(Dimension dimension);

bool is_time(Dimension dimension);

/// "Mô hình" …, as a table head.
const Message& measure_name(Measure measure);
/// What is counted and how, one sentence.
const Message& measure_definition(Measure measure);
const Message& axis_name(const Axis& axis);

std::span<const Measure> all_measures();

}  // namespace kheo::statistics
