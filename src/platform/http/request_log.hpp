// SPDX-License-Identifier: Apache-2.0
// One line per request for those who watch the server. It tells the pattern of the route, never the address
// with its names and search words, and of the client only the network. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/http/message.hpp"

namespace kheo::http {

enum class LogFormat { json, text };

struct LogEntry {
    Millis at = 0;
    std::string_view sentence;  // of an error, for the operator
    std::string_view detail;    // of an error; only its first line is written, and only for faults of ours
    std::int64_t micros = 0;
};

/// With its line break.
std::string log_line(LogFormat format, const Request& request, const Response& response,
                     const LogEntry& entry);

}  // namespace kheo::http
