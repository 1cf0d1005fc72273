// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/device_mark.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::size_t kNumberBytes = 18, kNumberLetters = 24, kHashLetters = 43;
constexpr std::size_t kMarkLetters = kNumberLetters + 1 + kHashLetters;

std::string mark_of(std::string_view key, std::string_view number, std::string_view account) {
    const auto text = "kheo device mark v1 " + std::string(number) + " " + std::string(account);
    return std::string(number) + "." + signed_token(key, text);
}

bool is_mark(std::string_view text) {
    return text.size() == kMarkLetters && text[kNumberLetters] == '.' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

std::vector<std::string_view> marks_in(std::string_view cookie) {
    std::vector<std::string_view> out;
    if (cookie.size() > kMostMarks * (kMarkLetters + 1)) return out;
    for (const auto each : split(cookie, '~'))
        if (is_mark(each)) out.push_back(each);
    return out;
}

}  // namespace

std::string marked_device(std::string_view key, std::string_view cookie, std::string_view account) {
    for (const auto mark : marks_in(cookie)) {
        const auto number = mark.substr(0, kNumberLetters);
        if (mark_of(key, number, account) == mark) return std::string(number);
    }
    return {};
}

std::string with_mark(std::string_view key, std::string_view cookie, std::string_view account) {
    auto number = marked_device(key, cookie, account);
    if (number.empty()) number = random_token(kNumberBytes);
    const auto own = mark_of(key, number, account);
    auto out = own;
    int marks = 1;
    for (const auto other : marks_in(cookie))
        if (other != own && marks++ < kMostMarks) out += "~" + std::string(other);
    return out;
}

}  // namespace kheo::auth
