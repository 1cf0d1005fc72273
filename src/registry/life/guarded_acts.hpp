// SPDX-License-Identifier: Apache-2.0
// Part of the door, for the SQL of invariants.
#pragma once

#include <string>
#include <string_view>

namespace kheo::registry::life {

/// "'recognise', 'not_recognise'": the acts of the table that ask this guard.
std::string acts_guarded_by(std::string_view guard);

}  // namespace kheo::registry::life
