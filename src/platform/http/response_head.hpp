// SPDX-License-Identifier: Apache-2.0
// Our own response writer: status line and headers in one string, sent before the bytes.
#pragma once

#include <string>

#include "platform/http/message.hpp"

namespace kheo::http {

std::string write_head(const Response& response, bool keep_alive);

/// Content-Type, Content-Length and the response's own headers, each with its line break.
std::string header_lines(const Response& response);

/// What changes from answer to answer where the rest lies ready.
struct Opening {
    bool not_modified = false;
    bool secure = false;      // Strict-Transport-Security
    bool close = false;       // Connection: close
    bool keep_alive = false;  // Connection: keep-alive, which HTTP/1.0 must be told
};

/// Status line, Date and what Opening says; made anew once a second, valid until the next call on this
/// thread.
std::string_view opening(const Opening& wanted);

}  // namespace kheo::http
