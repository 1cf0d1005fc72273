// SPDX-License-Identifier: Apache-2.0
// What every fuzz target shares. A target reads hostile bytes as the program would and then holds the answer
// against a promise of the header it tests; a broken promise aborts, and libFuzzer keeps the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace kheo::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Aborts with the broken promise in words.
inline void promise(bool kept, const char* words) {
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s\n", words);
    std::abort();
}

/// Files of several parts are written in a corpus as texts between lines of "----"; absent parts are empty.
inline std::vector<std::string> parts_of(std::string_view input, std::size_t count) {
    static constexpr std::string_view kBetween = "\n----\n";
    std::vector<std::string> parts;
    while (parts.size() + 1 < count) {
        const auto end = input.find(kBetween);
        parts.emplace_back(input.substr(0, end));
        input = end == std::string_view::npos ? std::string_view{} : input.substr(end + kBetween.size());
    }
    parts.emplace_back(input);
    return parts;
}

}  // namespace kheo::fuzz
