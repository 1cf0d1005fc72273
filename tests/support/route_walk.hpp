// SPDX-License-Identifier: Apache-2.0
// Walks every route of a Site as every person, in and out of scope, and says what is not as the permission
// table demands. New routes are covered by themselves; a route with captures needs a sample, and its absence
// is a complaint. Forms are sent empty: permission comes before content.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/http/site.hpp"

namespace kheo::test {

struct Walker {
    std::string name;                            // "officer of the next province"
    auth::Principal who;                         // with its grants
    bool in_scope = true;                        // of the samples' unit
    std::function<std::string()> fresh_session;  // a new session token; empty for a visitor
    std::function<std::string(const std::string& token)> csrf;
};

struct Sample {
    std::string path;     // concrete address
    bool scoped = false;  // names something of the samples' unit: out of scope it must look absent (404)
    std::vector<int> expected{200};      // of an allowed GET
    int outside = 404;                   // of a scoped path out of scope: the same as for what does not exist
    std::vector<std::string> refused{};  // walkers whose right is too narrow for what concerns everybody: 403
};

/// By "GET /pattern" or "POST /pattern".
using Samples = std::map<std::string, Sample>;

/// One sentence per offence; empty when every answer is as it must be on that day.
///   visitor          everyone 200 · else GET 303 to the sign-in, POST 403, /api/ 401
///   without right    403
///   with right       in scope as the sample says (POST: anything but 401, 403, 404 and 5xx; without the
///   form's
///                    token always 403) · out of scope 404
std::vector<std::string> walk_routes(const http::Site& site, const std::vector<Walker>& walkers,
                                     const Samples& samples, Date today);

}  // namespace kheo::test
