// SPDX-License-Identifier: Apache-2.0
#include "registry/import/labels.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "registry/import/letterhead.hpp"
#include "registry/import/words.hpp"

namespace kheo::registry::import {

namespace {

int depth_of(const std::string& label) {
    const auto all = [&](std::string_view allowed) {
        return label.find_first_not_of(allowed) == std::string::npos;
    };
    if (all("0123456789.")) return 3;
    if (all("IVX")) return 2;
    if (label.size() == 1 && label[0] >= 'A' && label[0] <= 'Z') return 1;
    if (label.size() == 1 && label[0] >= 'a' && label[0] <= 'z') return 4;
    return 0;
}

/// Words before the first colon, bracket or digit, lower case, tone marks in one style.
std::vector<std::string> first_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : tone_key(tidy(text)) + ' ') {
        if (c == ' ' || c == ':' || c == '(' || c == ')' || c == ',' || c == '.' || c == '-') {
            if (!word.empty()) words.push_back(std::exchange(word, {}));
            if (words.size() >= 3) break;
        } else {
            word.push_back(c);
        }
    }
    return words;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
}

/// What may follow "cộng": nothing, a number, a label, a part of the list.
bool follows_sum(const std::string& word) {
    if (depth_of(word) != 0 || depth_of([&] {
                                   auto upper = word;
                                   for (auto& c : upper)
                                       c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
                                   return upper;
                               }()) != 0)
        return true;
    return one_of(word, {"các", "mục", "phần", "lĩnh", "nhóm", "toàn", "khối", "số", "mô", "điển", "chung",
                         "cac", "muc", "phan"});
}

bool starts(std::string_view folded, std::string_view word) {
    return folded.starts_with(word) && (folded.size() == word.size() || folded[word.size()] == ' ');
}

}  // namespace

std::optional<Label> read_label(std::string_view text) {
    auto plain = trim(text);
    if (plain.starts_with('(')) plain.remove_prefix(1);
    while (!plain.empty() && std::string_view(".):/").contains(plain.back())) plain.remove_suffix(1);
    if (plain.empty() || plain.size() > 8) return std::nullopt;
    const std::string label(plain);
    const int depth = depth_of(label);
    if (depth == 0) return std::nullopt;
    return Label{label, depth};
}

SectionText split_label(const std::string& text) {
    static const std::regex shape(
        R"(^\(?([IVX]{1,5}|[A-Za-z]|\d{1,3}(?:\.\d{1,2})*)(?:[.)/:]\)?\s*[-–]?|\s+[-–])\s*(.+)$)");
    std::smatch m;
    if (text.size() > 400 || !std::regex_match(text, m, shape)) return {{}, text};
    return {{m[1], depth_of(m[1])}, m[2]};
}

bool is_total_text(std::string_view text) {
    const auto words = first_words(text);
    if (words.empty()) return false;
    if (words[0] == "total") return true;
    const bool next_is_sum = words.size() < 2 || follows_sum(words[1]);
    if (words[0] == "cộng" || (words[0] == "cong" && (words.size() < 2 || depth_of(words[1]) == 3)))
        return next_is_sum;
    if (words[0] != "tổng" && words[0] != "tong") return false;
    return words.size() < 2 || one_of(words[1], {"cộng", "số", "cong", "so", "toàn"}) ||
           depth_of(words[1]) == 3;
}

bool is_grand_total_text(std::string_view text) {
    const auto words = first_words(text);
    return !words.empty() && one_of(words[0], {"tổng", "tong", "total"});
}

std::optional<int> number_in_total(std::string_view text) {
    static const std::regex brackets(R"(\([^)]*\))");
    static const std::regex number(R"(\d+(?:\.\d{3})*)");
    static const std::regex both(R"((\d+) mo hinh[^0-9]*(\d+) dien hinh)");
    if (text.size() > 300) return std::nullopt;
    const auto plain = std::regex_replace(fold(tidy(text)), brackets, " ");
    std::smatch m;
    if (std::regex_search(plain, m, both)) return std::stoi(m[1]) + std::stoi(m[2]);
    if (!std::regex_search(plain, m, number) || m.length() > 9) return std::nullopt;
    auto digits = m.str();
    std::erase(digits, '.');
    return std::stoi(digits);
}

bool is_note_text(std::string_view text) {
    const auto folded = fold_words(text);
    return starts(folded, "ghi chu") || starts(folded, "luu y") || starts(folded, "trong do") ||
           trim(text).starts_with("(*)");
}

bool is_recipients_text(std::string_view text) {
    return starts(fold_words(text), "noi nhan");
}

bool is_closing_text(std::string_view text) {
    static const std::regex office(R"(^(t/m|tm\.|t\.m\.?|k/t|kt\.|tl\.|t/l|tuq\.|q\.)\s.*)");
    if (is_recipients_text(text)) return true;
    if (text.size() > 200) return false;
    const auto plain = fold(tidy(text));
    if (std::regex_match(plain, office)) return true;
    const auto folded = fold_words(text);
    constexpr std::array<std::string_view, 18> words = {
        "truong ban", "pho truong ban", "chu tich",          "pho chu tich", "bi thu",       "pho bi thu",
        "nguoi lap",  "nguoi tong hop", "thu truong don vi", "xac nhan cua", "da ky",        "ky ten",
        "giam doc",   "hieu truong",    "can bo lap",        "truong khoi",  "ky va ghi ro", "truong phong"};
    if (std::ranges::any_of(words, [&](auto word) { return starts(folded, word); }))
        return folded.size() < 60;
    return date_in_words(text).has_value() && folded.size() < 80;
}

bool is_section_text(std::string_view text) {
    if (read_kind(text) || read_owner_type(text) || read_basis(text) || read_sector(text) ||
        read_field(text).known())
        return true;
    const auto folded = fold_words(text);
    const auto space = text.find(' ');
    if (space == std::string_view::npos || fold(text.substr(space + 1, 3)) == text.substr(space + 1, 3))
        return false;
    constexpr std::array<std::string_view, 12> types = {"xa",        "phuong", "thi tran", "tt",
                                                        "dac khu",   "quan",   "huyen",    "thi xa",
                                                        "thanh pho", "tp",     "p",        "khoi"};
    return folded.size() < 40 && std::ranges::any_of(types, [&](auto type) { return starts(folded, type); });
}

}  // namespace kheo::registry::import
