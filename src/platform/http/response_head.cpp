// SPDX-License-Identifier: Apache-2.0
#include "platform/http/response_head.hpp"

#include <fmt/format.h>

#include <ctime>

#include "platform/http/status.hpp"

namespace kheo::http {

namespace {

std::string http_date() {
    thread_local std::time_t last = 0;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now == last) return text;
    std::tm utc{};
    gmtime_r(&now, &utc);
    char buffer[40];
    std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    last = now;
    return text = buffer;
}

}  // namespace

std::string write_head(const Response& response, bool keep_alive) {
    const bool bodyless = response.status == 304 || response.status == 204;
    auto out = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason_phrase(response.status),
                           http_date());
    if (!bodyless && !response.content_type.empty()) out += "Content-Type: " + response.content_type + "\r\n";
    if (!bodyless) out += fmt::format("Content-Length: {}\r\n", response.bytes().size());
    for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
    out += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return out;
}

}  // namespace kheo::http
