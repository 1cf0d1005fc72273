// SPDX-License-Identifier: Apache-2.0
#include "bodies/household.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace kheo::bodies {

namespace {

// Compared after folding when the text has no diacritics at all, else to the letter: "họ" is no "hộ".
constexpr std::array<std::string_view, 4> kHouse{"hộ", "nhà", "gia đình", "gđ"};
constexpr std::array<std::string_view, 16> kTitles{"ông", "bà", "anh", "chị", "cô",   "chú", "bác", "cụ",
                                                   "em",  "dì", "cậu", "mợ",  "thầy", "o",   "mệ",  "ôn"};
constexpr std::array<std::string_view, 24> kFamilies{
    "nguyễn", "trần", "lê",    "phạm", "hoàng", "huỳnh", "phan",  "vũ",  "võ", "đặng",  "bùi",   "đỗ",
    "hồ",     "ngô",  "dương", "lý",   "đào",   "đinh",  "trịnh", "mai", "tạ", "lương", "quách", "vương"};
// "bà con", "anh em", "ông bà", "nhà chị em": nobody in particular.
constexpr std::array<std::string_view, 10> kNobody{"con", "em",  "bà", "chị", "cháu",
                                                   "mẹ",  "anh", "xã", "nào", "hàng"};

struct Words {
    std::vector<std::string> shown, key;
};

bool has_marks(std::string_view text) {
    return fold(text) != fold(fold(text)) ||
           std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
}

Words words_of(std::string_view text, bool marks) {
    Words out;
    const auto clean = tidy(text);
    for (const auto word : split(clean, ' ')) {
        std::string bare(word);
        const auto is_edge = [](char c) { return std::string_view(".,;:!?()\"'").contains(c); };
        while (!bare.empty() && is_edge(bare.back())) bare.pop_back();
        while (!bare.empty() && is_edge(bare.front())) bare.erase(0, 1);
        if (bare.empty()) continue;
        out.key.push_back(marks ? tone_key(bare) : fold(bare));
        out.shown.push_back(std::move(bare));
    }
    return out;
}

template <std::size_t N>
bool is_one(const std::array<std::string_view, N>& list, std::string_view key, bool marks) {
    return std::ranges::any_of(
        list, [&](std::string_view word) { return marks ? tone_key(word) == key : fold(word) == key; });
}

bool is_number(std::string_view word) {
    return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

/// How many words at `at` mean a house: "hộ", "hộ gia đình", "nhà của"; 0: none.
std::size_t house_at(const Words& words, std::size_t at, bool marks) {
    std::size_t length = 0;
    for (; at + length < words.key.size(); ++length) {
        const auto& key = words.key[at + length];
        const bool two = at + length + 1 < words.key.size() &&
                         is_one(kHouse, key + " " + words.key[at + length + 1], marks);
        const bool of = length > 0 && key == (marks ? std::string("của") : std::string("cua"));
        if (!two && !of && !is_one(kHouse, key, marks)) break;
        length += two ? 1 : 0;
    }
    return length;
}

/// Ten or more digits in a row, spaces and dots inside allowed: a telephone or identity number.
std::optional<std::string> long_number(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '.' && c != '-')
            digits.clear();
        if (digits.size() >= 10) return digits;
    }
    return std::nullopt;
}

std::string joined(const Words& words, std::size_t first, std::size_t count) {
    std::string out;
    for (std::size_t i = first; i < std::min(first + count, words.shown.size()); ++i)
        out += (out.empty() ? "" : " ") + words.shown[i];
    return out;
}

bool names_somebody(const Words& words, std::size_t next, bool marks) {
    if (next >= words.key.size()) return false;
    const auto& key = words.key[next];
    if (is_one(kTitles, key, marks))
        return next + 1 < words.key.size() && !is_one(kNobody, words.key[next + 1], marks);
    const auto& shown = words.shown[next];
    return is_one(kFamilies, key, marks) && (!marks || uncapitalized(shown) != shown);
}

}  // namespace

std::optional<std::string> household_named(std::string_view text) {
    if (auto number = long_number(text)) return number;
    const bool marks = has_marks(text);
    const auto words = words_of(text, marks);
    for (std::size_t at = 0; at < words.key.size(); ++at) {
        const bool door = words.key[at] == (marks ? std::string("số") : std::string("so")) &&
                          at + 2 < words.key.size() &&
                          words.key[at + 1] == (marks ? std::string("nhà") : std::string("nha")) &&
                          is_number(words.key[at + 2]);
        if (door) return joined(words, at, 3);
        const auto house = house_at(words, at, marks);
        if (house > 0 && names_somebody(words, at + house, marks)) return joined(words, at, house + 2);
    }
    return std::nullopt;
}

}  // namespace kheo::bodies
