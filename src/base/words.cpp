// SPDX-License-Identifier: Apache-2.0
#include "base/words.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace kheo {

namespace {

bool in_word(UChar32 c) {
    return c > 0 && (u_isalnum(c) || u_getCombiningClass(c) != 0);
}

UChar32 before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 c = 0;
    auto i = static_cast<std::int32_t>(at);
    U8_PREV(bytes, 0, i, c);
    return c;
}

UChar32 after(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 c = 0;
    auto i = static_cast<std::int32_t>(at);
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): the macro is ICU's
    U8_NEXT(bytes, i, static_cast<std::int32_t>(text.size()), c);
    return c;
}

}  // namespace

std::size_t find_words(std::string_view text, std::string_view words, std::size_t from) {
    if (words.empty()) return std::string_view::npos;
    for (auto at = text.find(words, from); at != std::string_view::npos; at = text.find(words, at + 1))
        if (!in_word(before(text, at)) && !in_word(after(text, at + words.size()))) return at;
    return std::string_view::npos;
}

bool capital_follows(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] == ' ' && u_isupper(after(text, at + 1));
}

}  // namespace kheo
