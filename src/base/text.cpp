// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <fmt/format.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace kheo {

namespace {

constexpr UChar32 kReplacement = 0xFFFD;

/// Calls f(code point) for each; an invalid sequence counts as one U+FFFD.
template <typename F>
void each_code_point(std::string_view text, F&& f) {
    std::int32_t i = 0;
    const auto size = static_cast<std::int32_t>(text.size());
    while (i < size) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        f(c);
    }
}

void append(std::string& out, UChar32 c) {
    std::array<char, 4> buffer;
    std::int32_t n = 0;
    U8_APPEND_UNSAFE(buffer.data(), n, c);
    out.append(buffer.data(), static_cast<std::size_t>(n));
}

/// What one code point folds to; 0 drops it. Built once for the Latin blocks, asked of ICU for the rest.
UChar32 fold_slow(UChar32 c) {
    switch (c) {
        case 0x110:
        case 0x111:
        case 0xD0:
        case 0xF0:
            return 'd';
        case 0x1A2:
        case 0x1A3:
            return 'u';
        default:
            break;
    }
    if (u_charType(c) == U_NON_SPACING_MARK) return 0;
    UErrorCode status = U_ZERO_ERROR;
    static const auto* nfd = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    const UChar32 base = nfd->getDecomposition(c, parts) ? parts.char32At(0) : c;
    return u_tolower(base);
}

constexpr UChar32 kTableSize = 0x2000;

const std::array<char16_t, kTableSize>& fold_table() {
    static const auto table = [] {
        std::array<char16_t, kTableSize> t{};
        for (UChar32 c = 0; c < kTableSize; ++c)
            t[static_cast<std::size_t>(c)] = static_cast<char16_t>(fold_slow(c));
        return t;
    }();
    return table;
}

UChar32 fold_one(UChar32 c) {
    return c < kTableSize ? fold_table()[static_cast<std::size_t>(c)] : fold_slow(c);
}

bool is_space(UChar32 c) {
    return u_isUWhiteSpace(c) || c == 0xFEFF || c == 0x200B;
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    each_code_point(text, [&](UChar32 c) { out.push_back(static_cast<char32_t>(c)); });
    return out;
}

using View32 = std::u32string_view;

struct Block {
    std::size_t a = 0, b = 0, size = 0;
};

/// Longest common block, earliest in a, then earliest in b.
Block longest_block(View32 a, View32 b) {
    Block best;
    std::vector<std::size_t> previous(b.size() + 1), current(b.size() + 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto run = a[i] == b[j] ? previous[j] + 1 : 0;
            current[j + 1] = run;
            if (run > best.size) best = {i + 1 - run, j + 1 - run, run};
        }
        std::swap(previous, current);
    }
    return best;
}

std::size_t matching(View32 a, View32 b) {
    if (a.empty() || b.empty()) return 0;
    const auto block = longest_block(a, b);
    if (block.size == 0) return 0;
    return block.size + matching(a.substr(0, block.a), b.substr(0, block.b)) +
           matching(a.substr(block.a + block.size), b.substr(block.b + block.size));
}

/// Vowel pairs whose tone mark the old style puts on the second letter of oa, oe, uy and the new style on the
/// first.
struct TonePair {
    std::string_view old_style, new_style;
};
constexpr std::array kTonePairs = {
    TonePair{"oà", "òa"}, TonePair{"oá", "óa"}, TonePair{"oả", "ỏa"}, TonePair{"oã", "õa"},
    TonePair{"oạ", "ọa"}, TonePair{"oè", "òe"}, TonePair{"oé", "óe"}, TonePair{"oẻ", "ỏe"},
    TonePair{"oẽ", "õe"}, TonePair{"oẹ", "ọe"}, TonePair{"uỳ", "ùy"}, TonePair{"uý", "úy"},
    TonePair{"uỷ", "ủy"}, TonePair{"uỹ", "ũy"}, TonePair{"uỵ", "ụy"},
};

bool letter_follows(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    auto i = static_cast<std::int32_t>(at);
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int32_t>(text.size()), c);
    return u_isalpha(c);
}

const icu::Collator& vietnamese_collator() {
    static const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi", "VN"), status));
        made->setAttribute(UCOL_ALTERNATE_HANDLING, UCOL_NON_IGNORABLE, status);
        made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
        return made;
    }();
    return *collator;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    std::int32_t i = 0;
    const auto size = static_cast<std::int32_t>(text.size());
    while (i < size) {
        UChar32 c;
        U8_NEXT(text.data(), i, size, c);
        if (c < 0) return false;
    }
    return true;
}

std::string nfc(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
    const auto source =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::string out;
    normalizer->normalize(source, status).toUTF8String(out);
    return out;
}

std::string_view trim(std::string_view text) {
    std::size_t first = text.size(), last = 0;
    std::int32_t i = 0;
    const auto size = static_cast<std::int32_t>(text.size());
    while (i < size) {
        const auto start = static_cast<std::size_t>(i);
        UChar32 c;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        if (is_space(c)) continue;
        first = std::min(first, start);
        last = static_cast<std::size_t>(i);
    }
    return first >= last ? std::string_view{} : text.substr(first, last - first);
}

std::string tidy(std::string_view text) {
    std::string out;
    bool gap = false;
    each_code_point(nfc(text), [&](UChar32 c) {
        if (is_space(c)) {
            gap = !out.empty();
            return;
        }
        if (gap) out.push_back(' ');
        gap = false;
        switch (c) {
            case 0xD0:
                c = 0x110;
                break;
            case 0x1A2:
                c = 0x1AF;
                break;
            case 0x1A3:
                c = 0x1B0;
                break;
            default:
                break;
        }
        append(out, c);
    });
    return nfc(out);
}

namespace {

template <typename F>
std::string with_first(std::string_view text, const F& change) {
    if (text.empty()) return {};
    std::int32_t i = 0;
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int32_t>(text.size()), c);
    std::string out;
    append(out, change(c));
    return out.append(text.substr(static_cast<std::size_t>(i)));
}

}  // namespace

std::string upper(std::string_view text) {
    std::string out;
    icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
        .toUpper(icu::Locale("vi"))
        .toUTF8String(out);
    return out;
}

std::string capitalized(std::string_view text) {
    return with_first(text, u_toupper);
}

std::string uncapitalized(std::string_view text) {
    return with_first(text, u_tolower);
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    each_code_point(text, [&](UChar32 c) {
        if (const auto folded = fold_one(c)) append(out, folded);
    });
    return out;
}

std::string fold_words(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    each_code_point(text, [&](UChar32 c) {
        const auto folded = fold_one(c);
        if (!folded) return;
        if (!u_isalnum(folded)) {
            gap = !out.empty();
            return;
        }
        if (gap) out.push_back(' ');
        gap = false;
        append(out, folded);
    });
    return out;
}

std::string tone_key(std::string_view text) {
    std::string lower;
    icu::UnicodeString::fromUTF8(tidy(text)).toLower(icu::Locale("vi")).toUTF8String(lower);
    std::string out;
    for (std::size_t at = 0; at < lower.size();) {
        const auto rest = std::string_view(lower).substr(at);
        const auto pair = std::ranges::find_if(
            kTonePairs, [&](const TonePair& p) { return rest.starts_with(p.old_style); });
        const bool after_q = at > 0 && lower[at - 1] == 'q' && rest[0] == 'u';
        if (pair != kTonePairs.end() && !after_q && !letter_follows(lower, at + pair->old_style.size())) {
            out += pair->new_style;
            at += pair->old_style.size();
        } else {
            out.push_back(lower[at++]);
        }
    }
    return out;
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

double similarity(std::string_view a, std::string_view b) {
    const auto x = code_points(a), y = code_points(b);
    if (x.empty() && y.empty()) return 1.0;
    return 2.0 * static_cast<double>(matching(x, y)) / static_cast<double>(x.size() + y.size());
}

std::string collation_key(std::string_view text) {
    const auto source =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::array<std::uint8_t, 512> buffer;
    const auto& collator = vietnamese_collator();
    const auto needed = collator.getSortKey(source, buffer.data(), static_cast<std::int32_t>(buffer.size()));
    const auto kept = std::min<std::size_t>(static_cast<std::size_t>(needed), buffer.size());
    std::string key(reinterpret_cast<const char*>(buffer.data()), kept);
    while (!key.empty() && key.back() == '\0') key.pop_back();
    return key;
}

std::string format_count(std::int64_t value) {
    const auto digits =
        fmt::format("{}", value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    std::string out = value < 0 ? "−" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back('.');
        out.push_back(digits[i]);
    }
    return out;
}

std::string format_decimal(std::int64_t scaled, int decimals) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    const auto magnitude = scaled < 0 ? -scaled : scaled;
    auto out = (scaled < 0 ? "−" : "") + format_count(magnitude / unit);
    if (decimals > 0) out += fmt::format(",{:0{}}", magnitude % unit, decimals);
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0;;) {
        const auto end = text.find(separator, at);
        parts.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos) return parts;
        at = end + 1;
    }
}

}  // namespace kheo
