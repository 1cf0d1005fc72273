// SPDX-License-Identifier: Apache-2.0
#include "territory/words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::territory {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Bytes of the character that starts here.
std::size_t width(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

constexpr std::array<std::string_view, 4> kApostrophes{"’", "‘", "ʼ", "´"};
constexpr std::array<std::string_view, 4> kDashes{"–", "—", "‐", "−"};
constexpr std::array<std::string_view, 6> kQuotes{"“", "”", "„", "«", "»", "…"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_letter_part(std::string_view one) {
    if (one.size() > 1) return !among(kDashes, one) && !among(kQuotes, one) && !among(kApostrophes, one);
    return is_ascii_letter(one[0]) || is_digit(one[0]);
}

bool is_joiner(std::string_view one) {
    return one == "'" || one == "`" || among(kApostrophes, one);
}

bool is_consonant(char c) {
    return std::string_view("bcdghklmnprstvx").find(c) != std::string_view::npos;
}

/// "mỹ" → "mĩ": y directly behind a consonant, with whatever tone it bears.
std::string y_as_i(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPairs{
        {{"y", "i"}, {"ý", "í"}, {"ỳ", "ì"}, {"ỷ", "ỉ"}, {"ỹ", "ĩ"}, {"ỵ", "ị"}}};
    for (const auto& [y, i] : kPairs) {
        if (word.size() <= y.size() || !word.ends_with(y)) continue;
        if (is_consonant(word[word.size() - y.size() - 1]))
            return std::string(word.substr(0, word.size() - y.size())) + std::string(i);
    }
    return std::string(word);
}

std::string without_zeros(std::string_view word) {
    if (!is_digit(word[0])) return std::string(word);
    while (word.size() > 1 && word[0] == '0') word.remove_prefix(1);
    return std::string(word);
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<Word> run() {
        for (std::size_t i = 0; i < text_.size(); i += width(static_cast<unsigned char>(text_[i])))
            take(text_.substr(i, width(static_cast<unsigned char>(text_[i]))), i);
        flush();
        return std::move(words_);
    }

  private:
    void take(std::string_view one, std::size_t at) {
        if (is_letter_part(one)) {
            if (!current_.empty() && is_digit(current_.back()) != is_digit(one[0])) flush();
            current_ += one;
        } else if (is_joiner(one) && !current_.empty()) {
            return;
        } else {
            flush();
            punctuation(one, at);
        }
    }

    void punctuation(std::string_view one, std::size_t at) {
        const char c = one[0];
        if (c == '.') {
            const bool decimal =
                at + 1 < text_.size() && at > 0 && is_digit(text_[at - 1]) && is_digit(text_[at + 1]);
            if (!words_.empty()) words_.back().dot_after = true;
            if (decimal) next_ = Break::stop;
        } else if (c == '-' || among(kDashes, one)) {
            next_ = std::max(next_, Break::hyphen);
        } else if (c != ' ' && !among(kQuotes, one) && c != '"') {
            next_ = Break::stop;
            if (c == '(' || c == '[') parenthesis_ = true;
            if (c == ')' || c == ']') parenthesis_ = false;
        }
    }

    void flush() {
        if (current_.empty()) return;
        Word word;
        word.tone = without_zeros(y_as_i(tone_key(current_)));
        word.folded = fold(word.tone);
        word.before = next_;
        word.parenthesis = parenthesis_;
        word.upper =
            std::none_of(current_.begin(), current_.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        words_.push_back(std::move(word));
        next_ = Break::none;
        current_.clear();
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::string current_;
    Break next_ = Break::none;
    bool parenthesis_ = false;
};

/// "tphcm", "tptdm": city and initials written together.
void part_city_initials(std::vector<Word>& words) {
    std::vector<Word> out;
    for (auto& word : words) {
        const bool joined = word.folded.starts_with("tp") && word.folded.size() >= 4 &&
                            word.folded.size() <= 6 &&
                            word.folded.find_first_of("aeiouy", 2) == std::string::npos;
        if (!joined) {
            out.push_back(std::move(word));
            continue;
        }
        Word city = word;
        city.tone = city.folded = "tp";
        city.dot_after = false;
        word.tone = word.folded = word.folded.substr(2);
        word.before = Break::none;
        word.upper = true;
        out.push_back(std::move(city));
        out.push_back(std::move(word));
    }
    words = std::move(out);
}

struct MarkRow {
    std::string_view tone;  // words with diacritics
    std::vector<std::pair<Level, std::string_view>> types;
    bool hamlet = false;
    bool needs_dot = false;  // a single letter that is also a word
    std::vector<std::string> words{}, folded{};
};

const std::vector<MarkRow>& marks() {
    using enum Level;
    static const std::vector<MarkRow> all = [] {
        std::vector<MarkRow> rows{
            {"thị trấn", {{commune, "thi tran"}}},
            {"tt", {{commune, "thi tran"}}},
            {"t t", {{commune, "thi tran"}}},
            {"phường", {{commune, "phuong"}}},
            {"phường đoàn", {{commune, "phuong"}}},
            {"phường đội", {{commune, "phuong"}}},
            {"p", {{commune, "phuong"}}},
            {"xã", {{commune, "xa"}}},
            {"xã đoàn", {{commune, "xa"}}},
            {"xã đội", {{commune, "xa"}}},
            {"x", {{commune, "xa"}}},
            {"đặc khu", {{commune, "dac khu"}}},
            {"đặc khu ủy", {{commune, "dac khu"}}},
            {"quận", {{district, "quan"}}},
            {"quận ủy", {{district, "quan"}}},
            {"quận đoàn", {{district, "quan"}}},
            {"q", {{district, "quan"}}},
            {"huyện", {{district, "huyen"}}},
            {"huyện ủy", {{district, "huyen"}}},
            {"huyện đoàn", {{district, "huyen"}}},
            {"huyện đội", {{district, "huyen"}}},
            {"h", {{district, "huyen"}}},
            {"thị xã", {{district, "thi xa"}}},
            {"thị ủy", {{district, "thi xa"}}},
            {"thị đoàn", {{district, "thi xa"}}},
            {"tx", {{district, "thi xa"}}},
            {"t x", {{district, "thi xa"}}},
            {"thành phố", {{province, "thanh pho"}, {district, "thanh pho"}}},
            {"thành ủy", {{province, "thanh pho"}, {district, "thanh pho"}}},
            {"thành đoàn", {{province, "thanh pho"}, {district, "thanh pho"}}},
            {"tp", {{province, "thanh pho"}, {district, "thanh pho"}}},
            {"t p", {{province, "thanh pho"}, {district, "thanh pho"}}},
            {"tỉnh", {{province, "tinh"}}},
            {"tỉnh ủy", {{province, "tinh"}}},
            {"tỉnh đoàn", {{province, "tinh"}}},
            {"t", {{province, "tinh"}}, false, true},
        };
        for (const auto* hamlet :
             {"thôn", "tổ dân phố", "tổ dân cư", "tổ nhân dân", "tdp",      "tổ",   "khu phố",
              "kp",   "khu dân cư", "kdc",       "khu vực",     "khu",      "ấp",   "bản",
              "làng", "buôn",       "bon",       "xóm",         "khối phố", "khối", "tiểu khu",
              "phum", "sóc",        "chi hội",   "chi bộ",      "cụm",      "số"})
            rows.push_back({hamlet, {}, true});
        for (auto& row : rows) {
            for (const auto part : split(row.tone, ' ')) {
                row.words.emplace_back(part);
                row.folded.push_back(fold(part));
            }
        }
        std::stable_sort(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
        return rows;
    }();
    return all;
}

bool same_words(const std::vector<Word>& words, std::size_t at, const MarkRow& row, bool plain,
                std::size_t& length) {
    length = row.words.size();
    if (at + length > words.size()) return false;
    for (std::size_t i = 0; i < length; ++i) {
        const auto& word = words[at + i];
        if (i > 0 && word.before == Break::stop) return false;
        if (plain ? word.folded != row.folded[i] : word.tone != row.words[i]) return false;
    }
    return !row.needs_dot || words[at].dot_after;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    auto words = Splitter(tidy(text)).run();
    part_city_initials(words);
    return words;
}

std::string tone_of(const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::string out;
    for (std::size_t i = first; i < last; ++i) out += (i > first ? " " : "") + words[i].tone;
    return out;
}

std::string folded_of(const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::string out;
    for (std::size_t i = first; i < last; ++i) out += (i > first ? " " : "") + words[i].folded;
    return out;
}

std::optional<Mark> mark_at(const std::vector<Word>& words, std::size_t at, bool plain) {
    for (const auto& row : marks()) {
        std::size_t length = 0;
        if (same_words(words, at, row, plain, length)) return Mark{length, row.hamlet, row.types};
    }
    return std::nullopt;
}

bool is_filler(const Word& word) {
    static constexpr std::array<std::string_view, 16> kFillers{"cũ",  "mới", "thuộc", "nay",  "trước", "ở",
                                                               "tại", "và",  "nằm",   "hiện", "là",    "trực",
                                                               "của", "gồm", "cu",    "thuoc"};
    return among(kFillers, word.tone);
}

}  // namespace kheo::territory
