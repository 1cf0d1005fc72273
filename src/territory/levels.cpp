// SPDX-License-Identifier: Apache-2.0
#include "territory/levels.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::territory {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"province", "district", "commune", "hamlet"};
constexpr std::array<std::string_view, 9> kTypes{"Thị trấn", "Thành phố", "Thị xã", "Đặc khu", "Phường",
                                                 "Xã",       "Quận",      "Huyện",  "Tỉnh"};

}  // namespace

std::string_view level_name(Level level) {
    return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<Level> parse_level(std::string_view text) {
    for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
        if (text == kLevelNames[i]) return static_cast<Level>(i);
    }
    return std::nullopt;
}

std::optional<Level> level_of_code(std::string_view code) {
    if (!std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    if (code.size() == 2) return Level::province;
    if (code.size() == 3) return Level::district;
    if (code.size() == 5) return Level::commune;
    return std::nullopt;
}

TypedName split_full_name(std::string_view full_name) {
    for (const auto type : kTypes) {
        if (full_name.size() <= type.size() + 1 || full_name[type.size()] != ' ') continue;
        if (tone_key(full_name.substr(0, type.size())) != tone_key(type)) continue;
        return {std::string(type), std::string(trim(full_name.substr(type.size())))};
    }
    return {"", std::string(full_name)};
}

std::string name_key(std::string_view text) {
    const auto folded = fold_words(text);
    std::string out;
    bool word_start = true;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const bool digit_follows = i + 1 < folded.size() && folded[i + 1] >= '0' && folded[i + 1] <= '9';
        if (word_start && folded[i] == '0' && digit_follows) continue;
        out += folded[i];
        word_start = folded[i] == ' ';
    }
    return out;
}

}  // namespace kheo::territory
