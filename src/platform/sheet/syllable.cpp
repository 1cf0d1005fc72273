// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/syllable.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace kheo::sheet {

namespace {

constexpr std::u32string_view kOnsets[] = {
    U"ngh", U"ch", U"gh", U"gi", U"kh", U"ng", U"nh", U"ph", U"qu", U"th", U"tr", U"b", U"c", U"d",
    U"đ",   U"g",  U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v", U"x", U""};

const std::unordered_set<std::u32string_view>& rhymes() {
    static const std::unordered_set<std::u32string_view> set = {
        U"a",    U"ac",   U"ach",  U"ai",   U"am",   U"an",   U"ang",  U"anh", U"ao",   U"ap",   U"at",
        U"au",   U"ay",   U"ăc",   U"ăm",   U"ăn",   U"ăng",  U"ăp",   U"ăt",  U"âc",   U"âm",   U"ân",
        U"âng",  U"âp",   U"ât",   U"âu",   U"ây",   U"e",    U"ec",   U"em",  U"en",   U"eng",  U"eo",
        U"ep",   U"et",   U"ê",    U"êch",  U"êm",   U"ên",   U"êng",  U"ênh", U"êp",   U"êt",   U"êu",
        U"i",    U"ia",   U"ich",  U"iêc",  U"iêm",  U"iên",  U"iêng", U"iêp", U"iêt",  U"iêu",  U"im",
        U"in",   U"inh",  U"ip",   U"it",   U"iu",   U"o",    U"oa",   U"oac", U"oach", U"oai",  U"oam",
        U"oan",  U"oang", U"oanh", U"oao",  U"oap",  U"oat",  U"oay",  U"oăc", U"oăm",  U"oăn",  U"oăng",
        U"oăt",  U"oc",   U"oe",   U"oen",  U"oeo",  U"oet",  U"oi",   U"om",  U"on",   U"ong",  U"ooc",
        U"oong", U"op",   U"ot",   U"ô",    U"ôc",   U"ôi",   U"ôm",   U"ôn",  U"ông",  U"ôp",   U"ôt",
        U"ơ",    U"ơi",   U"ơm",   U"ơn",   U"ơp",   U"ơt",   U"u",    U"ua",  U"uân",  U"uâng", U"uât",
        U"uây",  U"uc",   U"uê",   U"uêch", U"uênh", U"ui",   U"um",   U"un",  U"ung",  U"uơ",   U"up",
        U"ut",   U"uôc",  U"uôi",  U"uôm",  U"uôn",  U"uông", U"uôt",  U"uy",  U"uya",  U"uych", U"uyên",
        U"uyêt", U"uynh", U"uyp",  U"uyt",  U"uyu",  U"ư",    U"ưa",   U"ưc",  U"ưi",   U"ưng",  U"ươc",
        U"ươi",  U"ươm",  U"ươn",  U"ương", U"ươp",  U"ươt",  U"ươu",  U"ưt",  U"ưu",   U"y",    U"yêm",
        U"yên",  U"yêng", U"yêt",  U"yêu"};
    return set;
}

enum Tone { level, grave, hook, tilde, acute, dot };

struct Vowel {
    char32_t base;
    Tone tone;
};

/// Lower-case vowel with tone → vowel and tone. Rows: one vowel; columns: the six tones.
const std::unordered_map<char32_t, Vowel>& vowels() {
    static const auto map = [] {
        constexpr std::u32string_view rows[] = {U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ",
                                                U"êềểễếệ", U"iìỉĩíị", U"oòỏõóọ", U"ôồổỗốộ",
                                                U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
        std::unordered_map<char32_t, Vowel> made;
        for (const auto row : rows)
            for (std::size_t tone = 0; tone < row.size(); ++tone)
                made[row[tone]] = {row[0], static_cast<Tone>(tone)};
        return made;
    }();
    return map;
}

/// The letters Vietnamese writes, upper case → lower case; 0 for everything else.
char32_t to_lower(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : (c >= 'a' && c <= 'z' ? c : 0);
    if (c == 0xD0 || c == 0xF0 || c == 0x110) return U'đ';
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if (c == 0x1A0 || c == 0x1AF || c == 0x102 || c == 0x128 || c == 0x168) return c + 1;
    if (c == 0x1A2 || c == 0x1A3) return U'ư';
    if (c >= 0x1EA0 && c <= 0x1EF9) return c | 1;
    return c;
}

bool is_upper(char32_t c) {
    return to_lower(c) != c && c != 0xF0;
}

/// all lower, All capital or First capital.
bool case_is_plain(std::u32string_view word) {
    const auto upper = std::ranges::count_if(word, is_upper);
    return upper == 0 || upper == static_cast<std::ptrdiff_t>(word.size()) ||
           (upper == 1 && is_upper(word[0]));
}

struct Toneless {
    std::u32string letters;
    Tone tone = level;
    int tones = 0;
};

Toneless without_tone(std::u32string_view word) {
    Toneless out;
    for (const auto c : word) {
        const auto lower = to_lower(c);
        const auto vowel = vowels().find(lower);
        out.letters.push_back(vowel == vowels().end() ? lower : vowel->second.base);
        if (vowel == vowels().end() || vowel->second.tone == level) continue;
        out.tone = vowel->second.tone;
        ++out.tones;
    }
    return out;
}

bool tone_fits(std::u32string_view rhyme, Tone tone) {
    const bool stopped =
        rhyme.ends_with(U'c') || rhyme.ends_with(U"ch") || rhyme.ends_with(U'p') || rhyme.ends_with(U't');
    return !stopped || tone == acute || tone == dot ||
           tone == level;  // level: the tone may be left out in names
}

/// k, gh and ngh stand before e, ê, i, y; c, g and ng before the others (gì and gìn excepted).
bool spelling_fits(std::u32string_view onset, std::u32string_view rhyme) {
    const bool front = rhyme[0] == U'e' || rhyme[0] == U'ê' || rhyme[0] == U'i' || rhyme[0] == U'y';
    if (onset == U"gh" || onset == U"ngh") return front;
    if (onset == U"c" || onset == U"ng") return !front;
    return true;
}

}  // namespace

bool is_syllable(std::u32string_view word) {
    if (word.empty() || word.size() > 7 || !case_is_plain(word)) return false;
    const auto [letters, tone, tones] = without_tone(word);
    if (tones > 1) return false;
    const std::u32string_view view(letters);
    return std::ranges::any_of(kOnsets, [&](std::u32string_view onset) {
        if (!view.starts_with(onset) || view.size() == onset.size()) return false;
        const auto rhyme = view.substr(onset.size());
        return rhymes().contains(rhyme) && tone_fits(rhyme, tone) && spelling_fits(onset, rhyme);
    });
}

}  // namespace kheo::sheet
