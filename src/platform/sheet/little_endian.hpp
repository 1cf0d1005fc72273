// SPDX-License-Identifier: Apache-2.0
// Little-endian numbers out of bytes. The caller has checked that they are there.
#pragma once

#include <cstdint>
#include <string_view>

namespace kheo::sheet {

inline std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                      static_cast<unsigned char>(bytes[at + 1]) << 8);
}

inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    return u16_at(bytes, at) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16;
}

}  // namespace kheo::sheet
