// SPDX-License-Identifier: Apache-2.0
// The route table, compiled once at start: literals win over captures. A Router is immutable after
// construction and may be shared by threads. Two rows that say the same, or a pattern that cannot be read,
// are programming errors and stop the program at start (std::logic_error).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace kheo::http {

struct Match {
    const Route* route = nullptr;  // none: nothing there, or only under other methods
    Fields captures;
    std::string allow;  // "GET, HEAD, POST": methods of the path, when only the method was wrong
};

class Router {
  public:
    explicit Router(std::vector<Route> routes);

    /// HEAD is answered by the GET row.
    Match match(Method method, std::string_view path) const;
    const std::vector<Route>& routes() const { return routes_; }

  private:
    struct Segment {
        std::string before, name, after;  // "bao-cao-{id}.docx"; name empty = literal in `before`
        bool matches(std::string_view text) const;
    };
    struct Pattern {
        std::vector<Segment> segments;
        std::size_t route;
        bool matches(const std::vector<std::string_view>& path) const;
    };
    static Pattern compile(std::string_view pattern, std::size_t route);
    static bool more_literal(const Pattern& a, const Pattern& b);
    Match matched(const Pattern& pattern, const std::vector<std::string_view>& path) const;

    std::vector<Route> routes_;
    std::vector<Pattern> patterns_;  // most literal first
};

}  // namespace kheo::http
