// SPDX-License-Identifier: Apache-2.0
// Bytes as lower-case hexadecimal and back.
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace kheo::archive {

inline std::string to_hex(std::string_view raw) {
    std::string hex(raw.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
    hex.pop_back();
    return hex;
}

/// "" when the text is no hexadecimal number of whole bytes.
inline std::string from_hex(std::string_view text) {
    std::string raw(text.size() / 2, '\0');
    std::size_t size = 0;
    const int code = sodium_hex2bin(reinterpret_cast<unsigned char*>(raw.data()), raw.size(), text.data(),
                                    text.size(), nullptr, &size, nullptr);
    return code == 0 && size * 2 == text.size() ? raw : std::string();
}

}  // namespace kheo::archive
