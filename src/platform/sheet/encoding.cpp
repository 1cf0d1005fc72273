// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/encoding.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "platform/sheet/code_points.hpp"
#include "platform/sheet/legacy.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

constexpr std::size_t kSample = 256u << 10;

/// Windows-1252, bytes 80..9F.
constexpr std::u32string_view kCp1252 = U"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";
static_assert(kCp1252.size() == 0x20);

/// Where Windows-1258 differs from 1252.
struct Change {
    unsigned char byte;
    char32_t to;
};
constexpr std::array kCp1258 = {
    Change{0xC3, U'Ă'},  Change{0xCC, 0x300}, Change{0xD0, U'Đ'}, Change{0xD2, 0x309}, Change{0xD5, U'Ơ'},
    Change{0xDD, U'Ư'},  Change{0xDE, 0x303}, Change{0xE3, U'ă'}, Change{0xEC, 0x301}, Change{0xF0, U'đ'},
    Change{0xF2, 0x323}, Change{0xF5, U'ơ'},  Change{0xFD, U'ư'}, Change{0xFE, U'₫'}};

std::u32string from_cp1252(std::string_view bytes) {
    std::u32string out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(byte >= 0x80 && byte < 0xA0 ? kCp1252[byte - 0x80] : byte);
    }
    return out;
}

std::u32string from_cp1258(std::string_view bytes) {
    auto out = from_cp1252(bytes);
    for (auto& c : out) {
        const auto change = std::ranges::find_if(kCp1258, [&](Change x) { return x.byte == c; });
        if (change != kCp1258.end()) c = change->to;
    }
    return code_points(nfc(to_utf8(out)));
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string out;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]),
                   second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        auto code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) & 0x3FF);
            at += 2;
        }
        append_utf8(out, code);
    }
    return out;
}

bool is_odd(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1A &&
            byte != 0x0B) ||
           byte == 0x7F;
}

bool is_text(std::string_view text) {
    return std::ranges::none_of(text, is_odd);
}

/// UTF-16 without a mark: every second byte of mostly Latin text is zero.
std::optional<bool> big_endian_guess(std::string_view bytes) {
    const auto sample = bytes.substr(0, 4096);
    if (sample.size() < 4 || bytes.size() % 2 != 0) return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0';
    if (zeros[1] * 4 > sample.size() && zeros[0] * 20 < zeros[1]) return false;
    if (zeros[0] * 4 > sample.size() && zeros[1] * 20 < zeros[0]) return true;
    return std::nullopt;
}

/// UTF-8 of what is marked as Unicode or looks like UTF-16; unchecked.
std::optional<std::string> unicode(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
    if (const auto big_endian = big_endian_guess(bytes)) return from_utf16(bytes, *big_endian);
    return std::nullopt;
}

int score(Fit fit) {
    return fit.good - 2 * fit.bad;
}

DecodedText from_8_bit(std::string_view bytes) {
    const auto sample = bytes.substr(0, kSample);
    const auto latin = from_cp1252(sample);
    const std::array scores = {score(fit(latin)), score(fit(from_cp1258(sample))),
                               score(fit(decode(latin, Legacy::tcvn3))),
                               score(fit(decode(latin, Legacy::vni)))};
    const auto best = std::ranges::max_element(scores) - scores.begin();
    if (best == 1) return {to_utf8(from_cp1258(bytes)), Legacy::none};
    if (best == 0) return {to_utf8(from_cp1252(bytes)), Legacy::none};
    const auto encoding = best == 2 ? Legacy::tcvn3 : Legacy::vni;
    std::string text;
    for (const auto line : split(bytes, '\n')) text += to_utf8(decode(from_cp1252(line), encoding)) + '\n';
    text.pop_back();
    return {std::move(text), encoding};
}

/// A few damaged bytes (a file cut in mid-letter) do not make a UTF-8 file something else.
bool mostly_utf8(std::string_view bytes) {
    const auto points = code_points(bytes);
    const auto high = std::ranges::count_if(points, [](char32_t c) { return c > 0x7F; });
    const auto damaged = std::ranges::count(points, U'\uFFFD');
    return damaged * 10 <= high;
}

std::optional<DecodedText> checked(std::string text) {
    if (!is_text(text)) return std::nullopt;
    return DecodedText{clean_utf8(std::move(text)), Legacy::none};
}

}  // namespace

std::optional<DecodedText> decode_text(std::string_view bytes) {
    if (auto text = unicode(bytes)) return checked(*std::move(text));
    if (!is_text(bytes)) return std::nullopt;
    if (is_valid_utf8(bytes) || mostly_utf8(bytes)) return checked(std::string(bytes));
    return from_8_bit(bytes);
}

std::optional<int> odd_line(std::string_view bytes) {
    constexpr int kRare = 20;
    const auto text = unicode(bytes).value_or(std::string(bytes));
    const auto odd = std::ranges::count_if(text, is_odd);
    if (odd == 0 || odd > static_cast<std::ptrdiff_t>(text.size()) / kRare) return std::nullopt;
    const auto before = std::string_view(text).substr(
        0, static_cast<std::size_t>(std::ranges::find_if(text, is_odd) - text.begin()));
    return 1 + static_cast<int>(std::max(std::ranges::count(before, '\n'), std::ranges::count(before, '\r')));
}

}  // namespace kheo::sheet
