// SPDX-License-Identifier: Apache-2.0
// The two layouts around all pages. In a template:
//   {% wrap view::workspace_page(shell, {.title = shell.say(msg::list_title)}) %} … {% end %}
#pragma once

#include <string>

#include "base/error.hpp"
#include "platform/view/html.hpp"
#include "platform/view/shell.hpp"

namespace kheo::view {

struct Page {
    std::string title{};        // the thing, in the page's language; the site's name is added
    bool failed = false;        // a form came back with errors: the title says so first
    bool wide = false;          // workspace: use the whole width
    bool translated = false;    // public: exists in en and lo, so the language links are shown
    bool landscape = false;     // prints across: registers
    std::string description{};  // for search engines; public pages
    int refresh_seconds = 0;    // > 0: the page reloads itself (progress of a job)
};

/// util-bar, header, weave, <main>, footer.
void public_page(Html& out, const Shell& shell, const Page& page, Body body);

/// Header with account menu, rail, <main>, tab bar on phones.
void workspace_page(Html& out, const Shell& shell, const Page& page, Body body);

/// The page for an Error: what happened, what to do, the error id that is also in the log. A form that met a
/// fault of ours is kept in it and can be sent again (http::can_be_sent_again).
std::string error_page(const Shell& shell, const Error& error, int status, const http::Request& request);

/// Response with a finished page.
http::Response respond(Html& page, int status = 200);

}  // namespace kheo::view
