// SPDX-License-Identifier: Apache-2.0
// A day as people type it into a form. Pure: any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.hpp"

namespace kheo {

/// 21/11/2026, 21.11.2026, 21-11-2026, 21/11/26 (years 2000..2049 only) and what links carry, 2026-11-21.
/// nullopt for anything else and for days there are none of.
std::optional<Date> typed_day(std::string_view text);

}  // namespace kheo
