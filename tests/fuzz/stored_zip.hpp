// SPDX-License-Identifier: Apache-2.0
// A zip whose parts are stored, not packed: cheap to make a thousand times a second, and its bytes stay
// readable in a corpus.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kheo::fuzz {

inline std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

inline std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string out, directory;
    for (const auto& [name, bytes] : parts) {
        const auto sum =
            crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
        const auto common = little(20, 2) + little(0x0800, 2) + little(0, 2) + little(0, 2) +
                            little(0x21, 2) + little(sum, 4) + little(bytes.size(), 4) +
                            little(bytes.size(), 4) + little(name.size(), 2) + little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                     little(0, 4) + little(out.size(), 4) + name;
        out += "PK\x03\x04" + common + name + bytes;
    }
    return out + directory + "PK\x05\x06" + little(0, 4) + little(parts.size(), 2) + little(parts.size(), 2) +
           little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
}

}  // namespace kheo::fuzz
