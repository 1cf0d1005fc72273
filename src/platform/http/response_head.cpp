// SPDX-License-Identifier: Apache-2.0
#include "platform/http/response_head.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "platform/http/page_headers.hpp"
#include "platform/http/status.hpp"

namespace kheo::http {

namespace {

const std::string& http_date() {
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

std::string header_lines(const Response& response) {
    const bool bodyless = response.status == 304 || response.status == 204;
    std::string out;
    if (!bodyless && !response.content_type.empty()) out += "Content-Type: " + response.content_type + "\r\n";
    if (!bodyless) out += fmt::format("Content-Length: {}\r\n", response.bytes().size());
    for (const auto& [name, value] : response.headers) ((out += name) += ": ") += value + "\r\n";
    return out;
}

std::string write_head(const Response& response, bool keep_alive) {
    return fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n{}Connection: {}\r\n\r\n", response.status,
                       reason_phrase(response.status), http_date(), header_lines(response),
                       keep_alive ? "keep-alive" : "close");
}

std::string_view opening(const Opening& wanted) {
    struct Kept {
        std::time_t at = 0;
        std::string text;
    };
    thread_local std::array<Kept, 16> all;
    auto& kept = all[wanted.not_modified * 8u + wanted.secure * 4u + wanted.close * 2u + wanted.keep_alive];
    const auto now = std::time(nullptr);
    if (kept.at == now) return kept.text;
    kept.at = now;
    kept.text = fmt::format("HTTP/1.1 {}\r\nDate: {}\r\n",
                            wanted.not_modified ? "304 Not Modified" : "200 OK", http_date());
    if (wanted.secure) kept.text += fmt::format("Strict-Transport-Security: {}\r\n", kStrictTransport);
    if (wanted.close) kept.text += "Connection: close\r\n";
    if (wanted.keep_alive) kept.text += "Connection: keep-alive\r\n";
    return kept.text;
}

}  // namespace kheo::http
