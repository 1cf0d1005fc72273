// SPDX-License-Identifier: Apache-2.0
// One request to the pages of a room without a network: the route of the target, the person's right on that
// day, then the handler. What the server adds around it (sessions, CSRF, the page of an error) is not there:
// support/browser.hpp has all of it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/http/router.hpp"
#include "platform/http/status.hpp"
#include "platform/http/target.hpp"

namespace kheo::test {

using Typed = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    std::string body, location;  // body: the page, or what the error says
    bool shows(std::string_view text) const { return body.contains(text); }
};

struct Asked {
    Typed form = {};
    std::vector<http::Upload> files = {};
    std::string accept = {};
};

inline http::Request request_of(const auth::Principal& who, http::Method method, const std::string& target,
                                const http::Target& parsed, const Asked& asked) {
    http::Request request;
    request.method = method;
    request.path = parsed.path;
    request.target = target;
    request.query = parsed.query;
    for (const auto& [name, value] : asked.form) request.form.add(name, value);
    request.uploads = asked.files;
    if (!asked.accept.empty()) request.headers.add("accept", asked.accept);
    request.who = who;
    return request;
}

inline Answer ask(const http::Router& router, Date today, const auth::Principal& who, http::Method method,
                  const std::string& target, const Asked& asked = {}) {
    const auto parsed = http::parse_target(target);
    if (!parsed) return {400, "", ""};
    auto request = request_of(who, method, target, *parsed, asked);
    auto match = router.match(method, request.path);
    if (!match.route) return {404, "", ""};
    request.captures = std::move(match.captures);
    if (!who.may(match.route->permission, today)) return {403, "", ""};
    const auto response = match.route->handler(request);
    if (!response)
        return {http::status_of(response.error().kind), response.error().message.in(Language::vi), ""};
    return {response->status, std::string(response->bytes()), std::string(response->header("Location"))};
}

}  // namespace kheo::test
