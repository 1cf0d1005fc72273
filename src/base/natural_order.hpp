// SPDX-License-Identifier: Apache-2.0
// Vietnamese order in which "Thôn 2" stands before "Thôn 10". Pure: any thread.
#pragma once

#include <string>
#include <string_view>

namespace kheo {

/// Bytes to sort by in memory; never stored (collation_key is).
std::string natural_key(std::string_view text);

}  // namespace kheo
