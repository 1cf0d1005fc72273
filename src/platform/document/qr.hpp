// SPDX-License-Identifier: Apache-2.0
// QR codes as SVG. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kheo::document {

/// <svg> without width and height, with the quiet zone that readers need, black on white in any theme; medium
/// error correction. "" when the text does not fit (about 2,300 bytes). The text is not escaped into it: only
/// the pattern is.
std::string qr_svg(std::string_view text);

}  // namespace kheo::document
