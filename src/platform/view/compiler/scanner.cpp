// SPDX-License-Identifier: Apache-2.0
#include "platform/view/compiler/scanner.hpp"

#include <algorithm>
#include <cctype>

namespace kheo::view::compiler {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// Position after a quoted C++ string or character that starts at `at`; the end of the text when unclosed.
std::size_t skip_quoted(std::string_view code, std::size_t at) {
    const char quote = code[at++];
    while (at < code.size() && code[at] != quote) at += code[at] == '\\' ? 2 : 1;
    return std::min(at + 1, code.size());
}

/// Where the closing mark stands: outside quotes and, for "}}", outside inner braces.
std::size_t find_close(std::string_view source, std::size_t at, std::string_view close) {
    int depth = 0;
    while (at < source.size()) {
        if (depth == 0 && source.substr(at, close.size()) == close) return at;
        const char c = source[at];
        if (c == '"' || c == '\'') {
            at = skip_quoted(source, at);
            continue;
        }
        if (c == '{') ++depth;
        if (c == '}') --depth;
        ++at;
    }
    return std::string_view::npos;
}

int lines_in(std::string_view text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

Signature parse_signature(std::string_view text) {
    text = trimmed(text);
    constexpr std::string_view kHow =
        "the first line must read {# view name(const Type& page) include \"room/header.hpp\" #}";
    if (!text.starts_with("view ")) throw Refusal(1, std::string(kHow));
    text = trimmed(text.substr(5));
    const auto open = text.find('(');
    const auto close = text.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos)
        throw Refusal(1, std::string(kHow));
    Signature out{std::string(trimmed(text.substr(0, open))),
                  std::string(trimmed(text.substr(open + 1, close - open - 1))),
                  {}};
    for (text = trimmed(text.substr(close + 1)); !text.empty(); text = trimmed(text)) {
        const auto end = text.find('"', 9);
        if (!text.starts_with("include \"") || end == std::string_view::npos)
            throw Refusal(1, std::string(kHow));
        out.includes.emplace_back(text.substr(9, end - 9));
        text.remove_prefix(end + 1);
    }
    return out;
}

struct Opening {
    std::size_t at;
    char kind;  // '{', '%' or '#'; 0 when there is none
};

Opening next_opening(std::string_view source, std::size_t from) {
    for (auto at = source.find('{', from); at != std::string_view::npos; at = source.find('{', at + 1)) {
        const char next = at + 1 < source.size() ? source[at + 1] : '\0';
        if (next == '{' || next == '%' || next == '#') return {at, next};
    }
    return {source.size(), '\0'};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::vector<std::string> split_top_level(std::string_view code, char separator) {
    std::vector<std::string> out(1);
    int depth = 0;
    for (std::size_t at = 0; at < code.size();) {
        const char c = code[at];
        auto next = at + 1;
        if (c == '"' || c == '\'') next = skip_quoted(code, at);
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || c == '}') --depth;
        if (c == separator && depth == 0)
            out.emplace_back();
        else
            out.back() += code.substr(at, next - at);
        at = next;
    }
    return out;
}

Template scan(std::string_view source) {
    if (!source.starts_with("{#")) throw Refusal(1, "the first line must be {# view name(parameters) … #}");
    const auto head_end = source.find("#}");
    if (head_end == std::string_view::npos) throw Refusal(1, "{# is not closed by #}");
    Template out{parse_signature(source.substr(2, head_end - 2)), {}};
    int line = 1 + lines_in(source.substr(0, head_end));
    for (auto at = head_end + 2; at < source.size();) {
        const auto opening = next_opening(source, at);
        if (opening.at > at) {
            const auto markup = source.substr(at, opening.at - at);
            out.pieces.push_back({PieceKind::markup, std::string(markup), line});
            line += lines_in(markup);
        }
        if (opening.kind == '\0') break;
        const std::string close = opening.kind == '{' ? "}}" : opening.kind == '%' ? "%}" : "#}";
        const auto end = opening.kind == '#' ? source.find(close, opening.at + 2)
                                             : find_close(source, opening.at + 2, close);
        if (end == std::string_view::npos)
            throw Refusal(line, std::string("{") + opening.kind + " is not closed by " + close);
        const auto inside = source.substr(opening.at + 2, end - opening.at - 2);
        if (opening.kind != '#')
            out.pieces.push_back({opening.kind == '{' ? PieceKind::expression : PieceKind::statement,
                                  std::string(trimmed(inside)), line});
        line += lines_in(inside);
        at = end + 2;
    }
    return out;
}

}  // namespace kheo::view::compiler
