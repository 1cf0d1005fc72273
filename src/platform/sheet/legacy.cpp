// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/legacy.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "platform/sheet/code_points.hpp"
#include "platform/sheet/syllable.hpp"

namespace kheo::sheet {

namespace {

/// TCVN3, bytes A1..FF. A space stands for no letter (B0..B4 are combining marks that no program wrote
/// alone).
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđẰ"
    U"     àảãáạẲằẳẵắẴ"
    U"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    U"éẹềểễếệìỉỄẾỒĩíịò"
    U"Ổỏõóọồổỗốộờởỡớợù"
    U"ỖủũúụừửữứựỳỷỹýỵỐ";
static_assert(kTcvn3.size() == 0x100 - 0xA1);

/// VNI letters that are one byte (lower case; upper case stands 20h below).
struct Single {
    char32_t byte, letter;
};
constexpr std::array kVniSingles = {Single{0xF4, U'ơ'}, Single{0xF6, U'ư'}, Single{0xF1, U'đ'},
                                    Single{0xED, U'í'}, Single{0xEC, U'ì'}, Single{0xE6, U'ỉ'},
                                    Single{0xF3, U'ĩ'}, Single{0xF2, U'ị'}, Single{0xEE, U'ỵ'}};

/// VNI letters of two bytes: a vowel and a mark. marks[i] after the vowel gives letters[i].
struct Marked {
    char32_t vowel;
    std::u32string_view marks, letters;
};
constexpr std::u32string_view kTones = U"\u00F8\u00FB\u00F5\u00F9\u00EF";        // huyền hỏi ngã sắc nặng
constexpr std::u32string_view kHat = U"\u00E2\u00E0\u00E5\u00E3\u00E1\u00E4";    // ^ alone, then with tones
constexpr std::u32string_view kBreve = U"\u00EA\u00E8\u00FA\u00FC\u00E9\u00EB";  // ˘ alone, then with tones
constexpr std::array kVniMarked = {
    Marked{U'a', kTones, U"àảãáạ"}, Marked{U'a', kHat, U"âầẩẫấậ"},  Marked{U'a', kBreve, U"ăằẳẵắặ"},
    Marked{U'e', kTones, U"èẻẽéẹ"}, Marked{U'e', kHat, U"êềểễếệ"},  Marked{U'o', kTones, U"òỏõóọ"},
    Marked{U'o', kHat, U"ôồổỗốộ"},  Marked{U'u', kTones, U"ùủũúụ"}, Marked{U'y', kTones, U"ỳỷỹýỵ"},
    Marked{0xF4, kTones, U"ờởỡớợ"}, Marked{0xF6, kTones, U"ừửữứự"}};

bool ascii_letter(char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_high(char32_t c) {
    return c >= 0xA1 && c <= 0xFF;
}

/// Latin-1 signs that are no letters: « ² × …
bool is_sign(char32_t c) {
    return (c >= 0xA1 && c <= 0xBF) || c == 0xD7 || c == 0xF7;
}

char32_t to_upper(char32_t c) {
    if (c >= 'a' && c <= 'z') return c - 32;
    if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 32;
    if (c >= 0x1EA0 && c <= 0x1EF9) return c & ~char32_t{1};
    for (const auto lower : U"ăđĩũơư")
        if (c == lower && lower) return lower == U'ư' ? U'Ư' : lower - 1;
    return c;
}

/// Lower case of ASCII and Latin-1, to look up VNI bytes of capital letters.
char32_t to_lower_byte(char32_t c) {
    const bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return upper ? c + 32 : c;
}

/// Copies through PDF or the web turn the soft hyphen (ư) into a minus and µ into the Greek letter.
std::u32string mend_copies(std::u32string_view text) {
    std::u32string out(text);
    std::ranges::replace(out, U'\u03BC', U'\u00B5');
    for (std::size_t i = 1; i + 1 < out.size(); ++i)
        if (out[i] == U'\u2212' && ascii_letter(out[i - 1]) && is_high(out[i + 1])) out[i] = 0xAD;
    return out;
}

std::u32string from_tcvn3(std::u32string_view text) {
    std::u32string out(text);
    for (auto& c : out)
        if (is_high(c) && kTcvn3[c - 0xA1] != U' ') c = kTcvn3[c - 0xA1];
    return out;
}

std::optional<char32_t> vni_pair(char32_t vowel, char32_t mark) {
    const auto low_vowel = to_lower_byte(vowel), low_mark = to_lower_byte(mark);
    for (const auto& row : kVniMarked) {
        const auto at = row.vowel == low_vowel ? row.marks.find(low_mark) : std::u32string_view::npos;
        if (at == std::u32string_view::npos) continue;
        return vowel == low_vowel ? row.letters[at] : to_upper(row.letters[at]);
    }
    return std::nullopt;
}

char32_t vni_single(char32_t c) {
    const auto low = to_lower_byte(c);
    const auto found = std::ranges::find(kVniSingles, low, &Single::byte);
    if (found == kVniSingles.end()) return c;
    return c == low ? found->letter : to_upper(found->letter);
}

std::u32string from_vni(std::u32string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto pair = i + 1 < text.size() ? vni_pair(text[i], text[i + 1]) : std::nullopt;
        out.push_back(pair ? *pair : vni_single(text[i]));
        i += pair ? 1 : 0;
    }
    return out;
}

bool in_word(char32_t c) {
    return ascii_letter(c) || is_high(c) || c >= 0x100;
}

template <typename F>
void each_word(std::u32string_view text, F&& f) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && in_word(text[end])) ++end;
        if (end > at) f(at, text.substr(at, end - at));
        at = end + 1;
    }
}

std::u32string upper(std::u32string_view word) {
    std::u32string out(word);
    std::ranges::transform(out, out.begin(), to_upper);
    return out;
}

/// "NộI", "PHƯờNG": the font drew capitals, so every ASCII letter is one but the accented are not.
bool looks_capital(std::u32string_view word) {
    bool behind_first = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] >= 'a' && word[i] <= 'z') return false;
        behind_first |= i > 0 && ascii_letter(word[i]);
    }
    return behind_first;
}

std::u32string_view strip_signs(std::u32string_view word) {
    while (!word.empty() && is_sign(word.front())) word.remove_prefix(1);
    while (!word.empty() && is_sign(word.back())) word.remove_suffix(1);
    return word;
}

std::u32string convert(std::u32string_view text, Legacy encoding) {
    if (encoding == Legacy::tcvn3) return from_tcvn3(text);
    return encoding == Legacy::vni ? from_vni(text) : std::u32string(text);
}

bool is_good(std::u32string_view word, Legacy encoding) {
    if (encoding == Legacy::none) return is_syllable(word);
    const auto decoded = convert(word, encoding);
    return is_syllable(decoded) || (looks_capital(decoded) && is_syllable(upper(decoded)));
}

Fit fit_as(std::u32string_view text, Legacy encoding) {
    Fit result;
    each_word(text, [&](std::size_t, std::u32string_view word) {
        if (encoding == Legacy::none) word = strip_signs(word);
        if (word.size() < 2 || std::ranges::none_of(word, [](char32_t c) { return c > 0x7F; })) return;
        ++(is_good(word, encoding) ? result.good : result.bad);
    });
    return result;
}

/// A letter that neither TCVN3 nor VNI text can hold: the text is Unicode already.
bool is_unicode_letter(char32_t c) {
    return (c >= 0x100 && c <= 0x24F) || (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

bool may_be_legacy(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xC2 || byte == 0xC3 || byte == 0xCE;  // U+0080..U+00FF, µ as Greek
    });
}

bool fits_well(Fit fit) {
    return fit.good >= 1 && fit.bad * 4 <= fit.good;
}

bool better(Fit legacy, Fit proper, Fit other) {
    return fits_well(legacy) && proper.bad >= 1 && legacy.good >= 2 * proper.good && legacy.good > other.good;
}

}  // namespace

Fit fit(std::u32string_view text) {
    return fit_as(text, Legacy::none);
}

std::u32string decode(std::u32string_view text, Legacy encoding) {
    auto out = convert(mend_copies(text), encoding);
    bool some_capital = false;
    each_word(std::u32string(out), [&](std::size_t at, std::u32string_view word) {
        if (!looks_capital(word)) return;
        some_capital = true;
        out.replace(at, word.size(), upper(word));
    });
    const bool any_lower = std::ranges::any_of(text, [](char32_t c) { return c >= 'a' && c <= 'z'; });
    return some_capital && !any_lower ? upper(out) : out;
}

Legacy detect_legacy(std::string_view text) {
    if (!may_be_legacy(text)) return Legacy::none;
    const auto points = code_points(text);
    if (std::ranges::any_of(points, is_unicode_letter)) return Legacy::none;
    const auto mended = mend_copies(points);
    const auto proper = fit_as(points, Legacy::none);
    const auto tcvn3 = fit_as(mended, Legacy::tcvn3), vni = fit_as(mended, Legacy::vni);
    if (better(tcvn3, proper, vni)) return Legacy::tcvn3;
    return better(vni, proper, tcvn3) ? Legacy::vni : Legacy::none;
}

Legacy decode_legacy(std::string& text) {
    const auto encoding = detect_legacy(text);
    if (encoding != Legacy::none) text = to_utf8(decode(code_points(text), encoding));
    return encoding;
}

namespace {

template <typename F>
void each_text(Workbook& workbook, F&& f) {
    for (auto& sheet : workbook.sheets)
        for (auto& row : sheet.rows)
            for (auto& cell : row)
                if (cell.kind == CellKind::text) f(cell);
}

struct Evidence {
    int tcvn3 = 0, vni = 0, unicode = 0;
};

Evidence evidence(Workbook& workbook) {
    Evidence found;
    each_text(workbook, [&](const Cell& cell) {
        found.tcvn3 += cell.legacy == Legacy::tcvn3;
        found.vni += cell.legacy == Legacy::vni;
        if (cell.legacy == Legacy::none)
            found.unicode += std::ranges::any_of(code_points(cell.text), is_unicode_letter);
    });
    return found;
}

}  // namespace

void decode_rest(Workbook& workbook) {
    constexpr int kEnough = 5;
    bool any = false;
    each_text(workbook, [&](const Cell& cell) { any |= cell.legacy != Legacy::none; });
    if (!any) return;
    const auto found = evidence(workbook);
    if (found.unicode > 0 || (found.tcvn3 > 0) == (found.vni > 0) || found.tcvn3 + found.vni < kEnough)
        return;
    const auto encoding = found.tcvn3 > 0 ? Legacy::tcvn3 : Legacy::vni;
    each_text(workbook, [&](Cell& cell) {
        if (cell.legacy != Legacy::none || !may_be_legacy(cell.text)) return;
        const auto points = code_points(cell.text);
        if (!fits_well(fit_as(mend_copies(points), encoding))) return;
        cell.text = to_utf8(decode(points, encoding));
        cell.legacy = encoding;
    });
}

}  // namespace kheo::sheet
