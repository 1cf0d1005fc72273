// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xml_edit.hpp"

#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

constexpr auto kNowhere = std::string_view::npos;

struct Span {
    std::size_t begin = 0, value = 0, value_end = 0, end = 0;
};

/// Where ` name="value"` stands; names are compared whole, so "s" is not found in "spans".
bool find_attribute(std::string_view tag, std::string_view name, Span& span) {
    std::size_t at = tag.find_first_of(" \t\r\n");
    while (at != kNowhere) {
        const auto begin = at;
        const auto name_begin = tag.find_first_not_of(" \t\r\n", at);
        const auto equals = tag.find('=', at);
        if (name_begin == kNowhere || equals == kNowhere) return false;
        const auto open = tag.find_first_of("\"'", equals);
        const auto close = open == kNowhere ? kNowhere : tag.find(tag[open], open + 1);
        if (close == kNowhere) return false;
        auto found = tag.substr(name_begin, equals - name_begin);
        while (!found.empty() && found.back() <= ' ') found.remove_suffix(1);
        span = {begin, open + 1, close, close + 1};
        if (found == name) return true;
        at = close + 1;
    }
    return false;
}

}  // namespace

std::string escape_xml(std::string_view text) {
    std::string out;
    for (const char c : clean_utf8(std::string(text))) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string set_attribute(std::string_view tag, std::string_view name, std::string_view value) {
    std::string out(tag);
    Span span;
    if (find_attribute(tag, name, span)) return out.replace(span.value, span.value_end - span.value, value);
    const auto end = tag.ends_with("/>") ? tag.size() - 2 : tag.size() - 1;
    return out.insert(end, " " + std::string(name) + "=\"" + std::string(value) + "\"");
}

std::string without_attribute(std::string_view tag, std::string_view name) {
    std::string out(tag);
    Span span;
    if (find_attribute(tag, name, span)) out.erase(span.begin, span.end - span.begin);
    return out;
}

std::string prefix_of(std::string_view tag) {
    const auto end = tag.find_first_of(": \t\r\n/>", 1);
    if (end == kNowhere || tag[end] != ':') return {};
    return std::string(tag.substr(1, end));
}

}  // namespace kheo::sheet
