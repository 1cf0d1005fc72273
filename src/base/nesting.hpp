// SPDX-License-Identifier: Apache-2.0
// How deep JSON text nests, seen before it is parsed: the library copies and prints values by recursion, so
// that a short text from outside could use up the stack. Pure.
#pragma once

#include <string_view>

namespace kheo {

/// Are more than `levels` brackets open at any place outside of strings? Says nothing about the rest of the
/// form.
bool nests_deeper(std::string_view json, int levels);

}  // namespace kheo
