// SPDX-License-Identifier: Apache-2.0
// One test for up to 64 neighbours in a column.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace kheo::search {

static_assert(std::endian::native == std::endian::little);

/// Bit i: is test(i) true, or 1 (not another number)? The answers of 64 tests stand side by side between two
/// loops, so that compilers turn both into wide instructions.
template <typename Test>
std::uint64_t bits_of(std::size_t count, Test test) {
    std::array<std::uint8_t, 64> met{};
    if (count == met.size())
        for (std::size_t i = 0; i < met.size(); ++i) met[i] = static_cast<std::uint8_t>(test(i));
    else
        for (std::size_t i = 0; i < count; ++i) met[i] = static_cast<std::uint8_t>(test(i));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < met.size(); i += 8) {
        std::uint64_t eight = 0;  // the lowest bit of each byte, gathered into the highest byte
        std::memcpy(&eight, &met[i], sizeof eight);
        bits |= (eight * 0x0102040810204080 >> 56) << i;
    }
    return bits;
}

}  // namespace kheo::search
