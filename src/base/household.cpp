// SPDX-License-Identifier: Apache-2.0
#include "base/household.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>

#include "base/household_words.hpp"
#include "base/messages.gen.hpp"
#include "base/text.hpp"

namespace kheo {

namespace {

using namespace household;  // NOLINT: lists of words

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Words are compared with their tones where the text has diacritics, folded where it has none.
std::string key_of(std::string_view word, bool marks) {
    return marks ? tone_key(word) : fold(word);
}

/// Of a phrase that lives as long as the program: made once per thread, some hundreds of them.
const std::vector<std::string>& keys_of(const char* phrase, bool marks) {
    thread_local std::array<std::unordered_map<const char*, std::vector<std::string>>, 2> known;
    const auto [found, fresh] = known[marks ? 1 : 0].try_emplace(phrase);
    if (fresh)
        for (const auto word : split(phrase, ' ')) found->second.push_back(key_of(word, marks));
    return found->second;
}

/// One stretch without a comma or full stop: a name never reaches over one ("18 hộ, ông Ba chủ trì").
struct Clause {
    std::vector<std::string> shown, key;
    bool marks = false;

    std::size_t size() const { return key.size(); }
    /// How many words of the phrase, one of the lists or a literal, stand at `at`; 0: it does not stand
    /// there.
    std::size_t stands(const char* phrase, std::size_t at) const {
        const auto& words = keys_of(phrase, marks);
        for (std::size_t i = 0; i < words.size(); ++i)
            if (at + i >= size() || key[at + i] != words[i]) return 0;
        return words.size();
    }
    template <typename List>
    std::size_t one_of(const List& list, std::size_t at) const {
        for (const auto* phrase : list)
            if (const auto length = stands(phrase, at)) return length;
        return 0;
    }
    /// "Nguyễn", "B", "H'Hen"; not "NGUYỄN", which says nothing in a text all in capitals.
    bool is_capital(std::size_t at) const {
        if (at >= size()) return false;
        const auto& word = shown[at];
        return uncapitalized(word) != word && (length(word) == 1 || upper(word) != word);
    }
    bool is_number(std::size_t at) const { return at < size() && is_digit(shown[at].front()); }
    std::string joined(std::size_t first, std::size_t end) const {
        std::string out;
        for (auto i = first; i < std::min(end, size()); ++i) out += (out.empty() ? "" : " ") + shown[i];
        return out;
    }
};

bool has_marks(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
}

void add_word(Clause& clause, std::string word) {
    const auto is_edge = [](char c) { return std::string_view(".,;:!?()\"'-").contains(c); };
    while (!word.empty() && is_edge(word.back())) word.pop_back();
    while (!word.empty() && is_edge(word.front())) word.erase(0, 1);
    if (word.empty() || word == "–") return;
    clause.key.push_back(key_of(word, clause.marks));
    clause.shown.push_back(std::move(word));
}

/// "ông/bà" are two words, "đ/c" and "12/3" are one.
void add_words(Clause& clause, std::string_view written) {
    const auto slash = written.find('/');
    if (slash == written.npos || slash < 2 || is_digit(written[slash - 1]) || fold(written) == "d/c")
        return add_word(clause, std::string(written));
    add_word(clause, std::string(written.substr(0, slash)));
    add_words(clause, written.substr(slash + 1));
}

std::vector<Clause> clauses_of(std::string_view text) {
    const bool marks = has_marks(text);
    std::vector<Clause> out(1);
    out.back().marks = marks;
    for (const auto line : split(text, '\n')) {
        const auto clean = tidy(line);
        for (const auto word : split(clean, ' ')) {
            add_words(out.back(), word);
            if (word.empty() || !std::string_view(",;.!?").contains(word.back())) continue;
            out.emplace_back().marks = marks;
        }
        out.emplace_back().marks = marks;
    }
    return out;
}

/// How many words at `at` mean a house: "hộ", "hộ gia đình"; 0: none.
std::size_t house_at(const Clause& clause, std::size_t at) {
    if (at > 0 && clause.one_of(kNoHouse, at - 1) > 0) return 0;
    std::size_t length = 0;
    while (const auto more = clause.one_of(kHouse, at + length)) length += more;
    return length;
}

/// Over "cận nghèo", "chính sách", "của", a few of them.
std::size_t after_sorts(const Clause& clause, std::size_t at, bool nha) {
    constexpr int kMost = 4;
    for (int i = 0; i < kMost; ++i) {
        if (nha && clause.one_of(kSortsNotOfNha, at) > 0) break;
        const auto length = clause.one_of(kSorts, at);
        // "hộ cô giáo": the longer word of a sort wins, a title stays for the name.
        if (length == 0) break;
        at += length;
    }
    return at;
}

/// The end of a name that begins with a title, 0: none. "ông Ba", "ông bà Nguyễn", but not "bà con".
std::size_t titled_until(const Clause& clause, std::size_t at) {
    std::size_t next = at, titles = 0;
    while (const auto length = clause.one_of(kTitles, next)) {
        // "nhà bà Cô" and "anh Em": a capital after a title is the name.
        if (titles > 0 && clause.is_capital(next) && clause.marks &&
            clause.one_of(kTitles, next + length) == 0 && !clause.is_capital(next + length))
            break;
        next += length;
        ++titles;
    }
    if (titles == 0 || next >= clause.size()) return 0;
    if (clause.one_of(kNoNames, next - 1) > 0) return 0;
    if (clause.is_capital(next)) return next + 1;
    const bool sure = titles == 1 && (clause.marks || clause.one_of(kUncertain, at) == 0);
    if (!sure || (clause.is_number(next) && !clause.marks)) return 0;
    return clause.one_of(kNobody, next) > 0 ? 0 : next + 1;
}

/// The end of a name that begins with a family: "Trương Văn", "Lò Thị", "Hộ Nguyễn".
std::size_t family_until(const Clause& clause, std::size_t at, bool nha) {
    if (clause.one_of(kNoNames, at) > 0) return 0;
    if (at < clause.size() && (clause.key[at].starts_with("h'") || clause.key[at].starts_with("h’")))
        return at + 1;
    const bool common = clause.one_of(kFamilies, at) > 0;
    if (!common && clause.one_of(kRareFamilies, at) == 0) return 0;
    if (clause.one_of(kMiddles, at + 1) > 0 && at + 2 < clause.size()) return at + 2;
    if (!clause.is_capital(at)) return 0;
    if (clause.is_capital(at + 1)) return common || clause.marks ? at + 2 : 0;
    return common && !nha ? at + 1 : 0;  // "nhà Trần" ruled a country
}

/// "số nhà 12", "nhà số 12", "hộ số 5", "nhà 12 ngõ 3": the end, 0: none.
std::size_t door_until(const Clause& clause, std::size_t at) {
    if (clause.stands("số nhà", at) > 0 && clause.is_number(at + 2) && house_at(clause, at + 3) == 0)
        return at + 3;  // not "số nhà 45 hộ": how many signs, not whose
    if (house_at(clause, at) == 0) return 0;
    if (clause.stands("số", at + 1) > 0 && clause.is_number(at + 2)) return at + 3;
    constexpr std::array kLanes{"ngõ", "ngách", "hẻm", "kiệt"};
    const bool lane = clause.stands("nhà", at) > 0 && clause.is_number(at + 1) &&
                      clause.one_of(kLanes, at + 2) > 0 && clause.is_number(at + 3);
    return lane ? at + 4 : 0;
}

std::optional<std::string> named_in(const Clause& clause) {
    for (std::size_t at = 0; at < clause.size(); ++at) {
        if (const auto end = door_until(clause, at)) return clause.joined(at, end);
        const auto house = house_at(clause, at);
        if (house == 0) continue;
        const bool nha = clause.stands("nhà", at + house - 1) > 0;
        const auto name = after_sorts(clause, at + house, nha);
        if (const auto end = titled_until(clause, name)) return clause.joined(at, end);
        if (const auto end = family_until(clause, name, nha)) return clause.joined(at, end);
    }
    return std::nullopt;
}

/// "20-11-2026", "5.11.2026": how long the day is that begins the text; 0: none.
std::size_t day_length(std::string_view text) {
    std::size_t at = 0;
    for (const std::size_t most : {2U, 2U, 4U}) {
        std::size_t digits = 0;
        while (at < text.size() && is_digit(text[at]) && digits < most) ++at, ++digits;
        if (digits == 0 || (most == 4 && digits < 4)) return 0;
        if (most == 4) break;
        if (at >= text.size() || !std::string_view("-./").contains(text[at])) return 0;
        ++at;
    }
    return at < text.size() && is_digit(text[at]) ? 0 : at;
}

/// "1.250.000.000": groups of three after the first, and no zero in front.
bool is_amount(std::string_view run) {
    std::size_t group = 0, groups = 0;
    for (const char c : run) {
        if (is_digit(c)) {
            ++group;
            continue;
        }
        if (group > 3 || (groups > 0 && group != 3)) return false;
        ++groups, group = 0;
    }
    return groups > 0 && group == 3 && run.front() != '0';
}

/// Telephone and identity numbers: ten or more digits, spaces, dots and hyphens inside allowed. They begin
/// with 0 or +, or nothing stands inside; days and amounts of money are none.
std::optional<std::string> long_number(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        if (const auto day = day_length(text.substr(at))) {
            at += day;
            continue;
        }
        const bool plus = at > 0 && text[at - 1] == '+';
        auto end = at;
        while (end < text.size() && (is_digit(text[end]) || std::string_view(" .-").contains(text[end])))
            ++end;
        while (!is_digit(text[end - 1])) --end;
        const auto run = text.substr(at, end - at);
        std::string digits;
        std::ranges::copy_if(run, std::back_inserter(digits), is_digit);
        const bool begins = plus || digits.front() == '0' || digits.size() == run.size();
        if (digits.size() >= 10 && begins && (plus || !is_amount(run))) return std::string(run);
        at = end;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> household_named(std::string_view text) {
    if (auto number = long_number(text)) return number;
    for (const auto& clause : clauses_of(text))
        if (auto words = named_in(clause)) return words;
    return std::nullopt;
}

void refuse_household(std::string_view text, std::string field, std::vector<FieldError>& wrong) {
    if (auto words = household_named(text))
        wrong.push_back({std::move(field), Sentence(msg::names_household, {{"words", *std::move(words)}})});
}

}  // namespace kheo
