// SPDX-License-Identifier: Apache-2.0
#include "base/natural_order.hpp"

#include "base/text.hpp"

namespace kheo {

namespace {

constexpr std::size_t kWidth = 9;  // of a number, filled up with zeros

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

}  // namespace

std::string natural_key(std::string_view text) {
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            filled += text[at++];
            continue;
        }
        const auto begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at - begin < kWidth) filled.append(kWidth - (at - begin), '0');
        filled.append(text.substr(begin, at - begin));
    }
    return collation_key(filled);
}

}  // namespace kheo
