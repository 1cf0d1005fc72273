// SPDX-License-Identifier: Apache-2.0
#include "platform/http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace kheo::http {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    if (path.size() <= 1) return {};
    return split(path.substr(1), '/');
}

// Two patterns that differ only in their captures' names are the same row.
std::string shape(std::string_view pattern) {
    std::string out;
    bool inside = false;
    for (const char c : pattern) {
        if (!inside) out += c;
        if (c == '{') inside = true;
        if (c == '}') inside = false;
    }
    return out;
}

}  // namespace

bool Router::Segment::matches(std::string_view text) const {
    if (name.empty()) return text == before;
    return text.size() > before.size() + after.size() && text.starts_with(before) && text.ends_with(after);
}

bool Router::Pattern::matches(const std::vector<std::string_view>& path) const {
    return std::equal(segments.begin(), segments.end(), path.begin(), path.end(),
                      [](const Segment& segment, std::string_view text) { return segment.matches(text); });
}

Router::Pattern Router::compile(std::string_view pattern, std::size_t route) {
    if (!pattern.starts_with('/'))
        throw std::logic_error(fmt::format("route '{}' must start with /", pattern));
    Pattern out{{}, route};
    for (const auto text : segments_of(pattern)) {
        const auto open = text.find('{');
        const auto close = text.find('}');
        if (open == std::string_view::npos && close == std::string_view::npos) {
            out.segments.push_back({std::string(text), {}, {}});
            continue;
        }
        if (open == std::string_view::npos || close == std::string_view::npos || close < open + 2)
            throw std::logic_error(fmt::format("route '{}': bad capture", pattern));
        out.segments.push_back({std::string(text.substr(0, open)),
                                std::string(text.substr(open + 1, close - open - 1)),
                                std::string(text.substr(close + 1))});
    }
    return out;
}

bool Router::more_literal(const Pattern& a, const Pattern& b) {
    const auto weight = [](const Segment& s) {
        return s.name.empty() ? 2 : s.before.size() + s.after.size() > 0 ? 1 : 0;
    };
    return std::lexicographical_compare(
        b.segments.begin(), b.segments.end(), a.segments.begin(), a.segments.end(),
        [&](const Segment& x, const Segment& y) { return weight(x) < weight(y); });
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
    std::set<std::pair<Method, std::string>> seen;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (!seen.emplace(routes_[i].method, shape(routes_[i].pattern)).second)
            throw std::logic_error(fmt::format("route '{}' stands twice", routes_[i].pattern));
        patterns_.push_back(compile(routes_[i].pattern, i));
    }
    std::stable_sort(patterns_.begin(), patterns_.end(), more_literal);
}

Match Router::matched(const Pattern& pattern, const std::vector<std::string_view>& path) const {
    Match match{&routes_[pattern.route], {}, {}};
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto& segment = pattern.segments[i];
        if (segment.name.empty()) continue;
        const auto length = path[i].size() - segment.before.size() - segment.after.size();
        match.captures.add(segment.name, std::string(path[i].substr(segment.before.size(), length)));
    }
    return match;
}

Match Router::match(Method method, std::string_view path) const {
    const auto wanted = method == Method::head ? Method::get : method;
    const auto segments = segments_of(path);
    bool get = false, post = false;
    for (const auto& pattern : patterns_) {
        if (!pattern.matches(segments)) continue;
        const auto& route = routes_[pattern.route];
        if (route.method == wanted) return matched(pattern, segments);
        (route.method == Method::post ? post : get) = true;
    }
    Match none;
    if (get) none.allow = "GET, HEAD";
    if (post) none.allow = get ? "GET, HEAD, POST" : "POST";
    return none;
}

}  // namespace kheo::http
