// SPDX-License-Identifier: Apache-2.0
// SQL cut into words as PostgreSQL does it (manual §4.1, standard_conforming_strings on), written for the
// fuzz target apart from platform/db/dialect.cpp. With the mark '?' it reads statements before they are
// rewritten.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kheo::fuzz {

struct Word {
    enum Kind { blank, name, number, parameter, quote, comment, sign, junk } kind = blank;
    std::string text;
};

class WordReader {
  public:
    WordReader(std::string_view sql, char mark) : rest_(sql), mark_(mark) {}

    std::vector<Word> all() {
        std::vector<Word> words;
        while (!rest_.empty()) words.push_back(next());
        return words;
    }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool starts_name(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
    }
    bool in_name(char c) const { return starts_name(c) || is_digit(c) || (c == '$' && mark_ == '$'); }

    Word next() {
        if (rest_.starts_with("--"))
            return take(Word::comment, std::min(rest_.find('\n'), rest_.size() - 1) + 1);
        if (rest_.starts_with("/*")) return take(Word::comment, nested_comment());
        const char c = rest_.front();
        if (c == '\'' || c == '"') return take(Word::quote, to_end_of(c));
        if (c == mark_ && rest_.size() > 1 && is_digit(rest_[1])) return parameter();
        if (c == '$' && mark_ == '$') return dollar();
        if (starts_name(c)) return take(Word::name, run([&](char d) { return in_name(d); }));
        if (is_digit(c)) return number();
        const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        return take(white ? Word::blank : Word::sign, 1);
    }

    Word take(Word::Kind kind, std::size_t size) {
        Word word{kind, std::string(rest_.substr(0, size))};
        rest_.remove_prefix(std::min(size, rest_.size()));
        return word;
    }

    template <typename F>
    std::size_t run(F belongs, std::size_t from = 0) const {
        std::size_t end = from;
        while (end < rest_.size() && belongs(rest_[end])) ++end;
        return end;
    }

    /// Doubled quotes stand for one; the end of the text when there is no other.
    std::size_t to_end_of(char quote) const {
        for (std::size_t at = 1; at < rest_.size(); ++at) {
            if (rest_[at] != quote) continue;
            if (at + 1 == rest_.size() || rest_[at + 1] != quote) return at + 1;
            ++at;
        }
        return rest_.size();
    }

    std::size_t nested_comment() const {
        int depth = 0;
        for (std::size_t at = 0; at + 1 < rest_.size(); ++at) {
            const auto two = rest_.substr(at, 2);
            if (two != "/*" && two != "*/") continue;
            depth += two == "/*" ? 1 : -1;
            ++at;
            if (depth == 0) return at + 1;
        }
        return rest_.size();
    }

    /// "$1AND" is refused from version 15 on.
    Word parameter() {
        const auto end = run(is_digit, 1);
        const bool junk = mark_ == '$' && end < rest_.size() && starts_name(rest_[end]);
        return take(junk ? Word::junk : Word::parameter, end);
    }

    /// $tag$ … $tag$, or a stray sign.
    Word dollar() {
        const auto tag = run([&](char c) { return starts_name(c) || is_digit(c); }, 1);
        if (tag == rest_.size() || rest_[tag] != '$') return take(Word::sign, 1);
        const auto mark = rest_.substr(0, tag + 1);
        const auto end = rest_.find(mark, tag + 1);
        return take(Word::quote, end == rest_.npos ? rest_.size() : end + mark.size());
    }

    /// A name that follows without a blank is refused from version 15 on.
    Word number() {
        const auto end = run(is_digit);
        const bool junk = end < rest_.size() && starts_name(rest_[end]);
        return take(junk ? Word::junk : Word::number, junk ? run([&](char c) { return in_name(c); }) : end);
    }

    std::string_view rest_;
    char mark_;
};

inline std::vector<Word> words_of(std::string_view sql, char mark) {
    return WordReader(sql, mark).all();
}

/// What both engines read alike (src/platform/db/README.md): no brackets or back quotes around names, no
/// other parameters than ?1 … ?n, no comments in comments, no strings with backslashes, nothing that never
/// ends.
inline bool in_common_subset(const std::vector<Word>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& [kind, text] = words[i];
        if (text.find_first_of(std::string_view("\0\r", 2)) != text.npos) return false;
        if (kind == Word::sign && std::string_view("[]`$@:#\\?").contains(text[0])) return false;
        const bool line = text.starts_with("--");
        if (kind == Word::comment && !line &&
            (text.find("/*", 2) != text.npos || !text.ends_with("*/") || text.size() < 4))
            return false;
        if (kind == Word::quote && (text.size() < 2 || text.back() != text.front())) return false;
        const bool prefixed = kind == Word::quote && i > 0 && words[i - 1].kind == Word::name;
        if (prefixed && text.contains('\\')) return false;
    }
    return true;
}

}  // namespace kheo::fuzz
