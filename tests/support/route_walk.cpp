// SPDX-License-Identifier: Apache-2.0
#include "support/route_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/http/encoding.hpp"

namespace kheo::test {

namespace {

using auth::Permission;
using http::Method;
using http::Route;

std::string name_of(const Route& route) {
    return (route.method == Method::post ? "POST " : "GET ") + route.pattern;
}

http::Response ask(const http::Site& site, const Walker& walker, const Route& route, const std::string& path,
                   bool with_token) {
    http::Incoming incoming;
    incoming.target = path;
    incoming.headers.add("host", "kheo.test");
    const auto token = walker.fresh_session ? walker.fresh_session() : std::string();
    if (!token.empty()) incoming.headers.add("cookie", "kheo_session=" + token);
    if (route.method == Method::post) {
        incoming.method = "POST";
        incoming.headers.add("content-type", "application/x-www-form-urlencoded");
        if (with_token && !token.empty()) incoming.body = "_csrf=" + http::percent_encode(walker.csrf(token));
    }
    return site.handle(incoming);
}

bool leads_to_sign_in(const http::Response& response) {
    return response.status == 303 && response.header("Location").starts_with("/dang-nhap");
}

bool is_open(const http::Response& response, const Route& route, const Sample& sample) {
    if (route.method == Method::get)
        return std::find(sample.expected.begin(), sample.expected.end(), response.status) !=
                   sample.expected.end() &&
               !leads_to_sign_in(response);
    const int status = response.status;
    return status < 500 && status != 401 && status != 403 && status != 404;
}

/// What the answer must be, in words; "" when it is so.
std::string offence(const http::Response& response, const Walker& walker, const Route& route,
                    const Sample& sample, Date today) {
    const int status = response.status;
    if (!walker.who.signed_in() && route.method == Method::post) return status == 403 ? "" : "403";
    if (!walker.who.signed_in() && route.permission != Permission::everyone) {
        if (route.pattern.starts_with("/api/")) return status == 401 ? "" : "401";
        return leads_to_sign_in(response) ? "" : "303 to the sign-in";
    }
    if (!walker.who.may(route.permission, today)) return status == 403 ? "" : "403";
    if (std::ranges::find(sample.refused, walker.name) != sample.refused.end())
        return status == 403 ? "" : "403";
    if (sample.scoped && !walker.in_scope)
        return status == sample.outside ? "" : std::to_string(sample.outside);
    return is_open(response, route, sample) ? "" : "an open page";
}

void walk_one(const http::Site& site, const Walker& walker, const Route& route, const Sample& sample,
              Date today, std::vector<std::string>& offences) {
    const auto response = ask(site, walker, route, sample.path, true);
    const auto wanted = offence(response, walker, route, sample, today);
    if (!wanted.empty())
        offences.push_back(fmt::format("{} as {} on {}: {} instead of {}", name_of(route), walker.name,
                                       sample.path, response.status, wanted));
    if (route.method != Method::post) return;
    const auto bare = ask(site, walker, route, sample.path, false);
    if (bare.status != 403)
        offences.push_back(
            fmt::format("{} as {} without the form's token: {}", name_of(route), walker.name, bare.status));
}

}  // namespace

std::vector<std::string> walk_routes(const http::Site& site, const std::vector<Walker>& walkers,
                                     const Samples& samples, Date today) {
    std::vector<std::string> offences;
    for (const auto& route : site.router().routes()) {
        const auto found = samples.find(name_of(route));
        if (found == samples.end() && route.pattern.find('{') != std::string::npos) {
            offences.push_back(name_of(route) + " has no sample");
            continue;
        }
        const Sample sample = found == samples.end() ? Sample{route.pattern} : found->second;
        for (const auto& walker : walkers) walk_one(site, walker, route, sample, today, offences);
    }
    for (const auto& [name, sample] : samples) {
        const auto& routes = site.router().routes();
        const bool known =
            std::any_of(routes.begin(), routes.end(), [&](const Route& r) { return name_of(r) == name; });
        if (!known) offences.push_back("sample of an unknown route: " + name);
    }
    return offences;
}

}  // namespace kheo::test
