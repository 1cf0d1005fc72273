// SPDX-License-Identifier: Apache-2.0
// Which slice's facts statistics counts: app knows both, they do not know each other.
#pragma once

#include "statistics/statistics.hpp"

namespace kheo::app {

statistics::FactSource statistics_source();

}  // namespace kheo::app
