// SPDX-License-Identifier: Apache-2.0
// Text of several lines, as a form sends it. Pure; safe on any thread.
#pragma once

#include <string>
#include <string_view>

namespace kheo {

/// How a text of several lines is kept: NFC, line breaks \n, no white space at the ends.
std::string tidy_lines(std::string_view text);

}  // namespace kheo
