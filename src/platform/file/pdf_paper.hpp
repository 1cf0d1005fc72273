// SPDX-License-Identifier: Apache-2.0
// A PDF looked at from outside: whole or torn, locked, how many pages, and whether it acts. It is no reader
// of PDF; what hides deeper than its object streams is not found.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace kheo::file {

/// Refuses (invalid, too_large) with a sentence. most_pages 0 = any number.
Result<> inspect_pdf(std::string_view bytes, std::int64_t most_pages);

}  // namespace kheo::file
