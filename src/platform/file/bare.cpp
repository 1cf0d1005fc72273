// SPDX-License-Identifier: Apache-2.0
// Reads the segments of a JPEG (ITU-T T.81, Annex B); no library, so that it does not believe the writer.
#include "platform/file/picture.hpp"

namespace kheo::file {

namespace {

constexpr unsigned char kStartOfScan = 0xDA, kEnd = 0xD9, kApp0 = 0xE0;

unsigned char at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
}

/// Tables, frame and scan headers; of application data only the plain JFIF header without a thumbnail.
bool is_allowed(unsigned char marker, std::string_view segment) {
    switch (marker) {
        case 0xC0:  // baseline
        case 0xC1:
        case 0xC2:  // progressive
        case 0xC4:  // Huffman tables
        case 0xDB:  // quantisation tables
        case 0xDD:  // restart interval
        case kStartOfScan:
            return true;
        case kApp0:
            return segment.size() == 14 && segment.starts_with(std::string_view("JFIF\0", 5));
        default:
            return false;
    }
}

/// Behind the entropy-coded bytes that begin at i: FF 00 and restart markers belong to them.
std::size_t end_of_scan(std::string_view jpeg, std::size_t i) {
    for (; i + 1 < jpeg.size(); ++i) {
        if (at(jpeg, i) != 0xFF) continue;
        const auto next = at(jpeg, i + 1);
        if (next != 0 && (next < 0xD0 || next > 0xD7)) return i;
    }
    return jpeg.size();
}

}  // namespace

bool is_bare(std::string_view jpeg) {
    if (at(jpeg, 0) != 0xFF || at(jpeg, 1) != 0xD8) return false;
    std::size_t i = 2;
    while (i + 1 < jpeg.size()) {
        const auto marker = at(jpeg, i + 1);
        if (at(jpeg, i) != 0xFF) return false;
        if (marker == kEnd) return i + 2 == jpeg.size();
        const auto length = static_cast<std::size_t>(at(jpeg, i + 2) << 8 | at(jpeg, i + 3));
        if (length < 2 || i + 2 + length > jpeg.size()) return false;
        if (!is_allowed(marker, jpeg.substr(i + 4, length - 2))) return false;
        i += 2 + length;
        if (marker == kStartOfScan) i = end_of_scan(jpeg, i);
    }
    return false;
}

}  // namespace kheo::file
