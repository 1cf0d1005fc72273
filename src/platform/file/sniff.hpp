// SPDX-License-Identifier: Apache-2.0
// What a file is, told by its bytes and never by its name. Pure.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "platform/file/model.hpp"

namespace kheo::file {

/// Refuses (invalid) with a sentence that says what to do: an empty file, and everything that is none of the
/// eight types, drawings that carry scripts (SVG), films, animations and old Office files among it.
Result<Type> sniff(std::string_view bytes);

}  // namespace kheo::file
