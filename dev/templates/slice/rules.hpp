// SPDX-License-Identifier: Apache-2.0
// What may be: values in, answer out. No SQL, no HTTP, no clock.
#pragma once

#include <vector>

#include "base/error.hpp"
#include "@slice@/model.hpp"

namespace kheo::@slice@ {

inline constexpr std::size_t kLongestTitle = 200;  // letters

/// Everything wrong at once, in the order of the form.
std::vector<FieldError> faults_of(const New@Record@& record);

}  // namespace kheo::@slice@
