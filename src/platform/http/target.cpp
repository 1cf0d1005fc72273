// SPDX-License-Identifier: Apache-2.0
#include "platform/http/target.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/http/encoding.hpp"

namespace kheo::http {

namespace {

bool has_only_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

// An encoded separator means one path to a filter and another to a router: refused.
bool hides_a_separator(std::string_view raw) {
    const auto small = lower(raw);
    return small.find("%2f") != std::string::npos || small.find("%5c") != std::string::npos ||
           small.find("%00") != std::string::npos;
}

bool is_clean_path(std::string_view path) {
    if (path.empty() || path.front() != '/') return false;
    if (std::any_of(path.begin(), path.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; }))
        return false;
    if (path == "/") return true;
    const auto inner = path.back() == '/' ? path.substr(1, path.size() - 2) : path.substr(1);
    const auto segments = split(inner, '/');
    return std::none_of(segments.begin(), segments.end(),
                        [](std::string_view s) { return s.empty() || s == "." || s == ".."; });
}

void take_language(Target& target) {
    for (const auto language : {Language::en, Language::lo}) {
        const auto prefix = "/" + std::string(language_code(language));
        if (target.path != prefix && !target.path.starts_with(prefix + "/")) continue;
        target.language = language;
        target.path.erase(0, prefix.size());
        if (target.path.empty()) target.path = "/";
        return;
    }
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
    if (target.empty() || target.front() != '/' || target.size() > 8000) return std::nullopt;
    if (!has_only_printable_ascii(target)) return std::nullopt;
    const auto question = std::min(target.find('?'), target.size());
    const auto raw_path = target.substr(0, question);
    if (hides_a_separator(raw_path)) return std::nullopt;
    auto path = percent_decode(raw_path, false);
    auto query = parse_query(target.substr(std::min(question + 1, target.size())));
    if (!path || !query || !is_clean_path(*path)) return std::nullopt;

    Target out{std::move(*path), std::move(*query), Language::vi, false};
    if (out.path.size() > 1 && out.path.back() == '/') {
        const bool only_language = out.path == "/en/" || out.path == "/lo/";
        out.trailing_slash = !only_language;
        out.path.pop_back();
    }
    take_language(out);
    return out;
}

std::string with_language(std::string_view path, Language language) {
    if (language == Language::vi) return std::string(path);
    const auto prefix = "/" + std::string(language_code(language));
    return path == "/" ? prefix + "/" : prefix + std::string(path);
}

}  // namespace kheo::http
