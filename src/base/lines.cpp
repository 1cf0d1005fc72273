// SPDX-License-Identifier: Apache-2.0
#include "base/lines.hpp"

#include "base/text.hpp"

namespace kheo {

std::string tidy_lines(std::string_view text) {
    auto out = nfc(trim(text));
    std::erase(out, '\r');
    return out;
}

}  // namespace kheo
