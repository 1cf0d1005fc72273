// SPDX-License-Identifier: Apache-2.0
#include "base/errno_words.hpp"

#include <cstring>

namespace kheo {

std::string errno_words(int code) {
    const char* words = ::strerrordesc_np(code);
    return words ? words : "errno " + std::to_string(code);
}

}  // namespace kheo
