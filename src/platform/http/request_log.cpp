// SPDX-License-Identifier: Apache-2.0
#include "platform/http/request_log.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "platform/http/address.hpp"

namespace kheo::http {

namespace {

constexpr std::size_t kLongestDetail = 300;

std::string_view method_name(Method method) {
    return method == Method::post ? "POST" : method == Method::head ? "HEAD" : "GET";
}

std::string_view level_of(int status) {
    return status >= 500 ? "error" : status >= 400 ? "warning" : "info";
}

// A database tells the values of a row from its second line on.
std::string_view first_line(std::string_view detail) {
    auto length = std::min(detail.find('\n'), kLongestDetail);
    // never half a letter: the whole would count as "not UTF-8"
    while (length < detail.size() && length > 0 &&
           (static_cast<unsigned char>(detail[length]) & 0xc0) == 0x80)
        --length;
    return detail.substr(0, length);
}

std::string quoted(std::string_view text) {
    if (!is_valid_utf8(text)) text = "(not UTF-8)";
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out + '"';
}

}  // namespace

std::string log_line(LogFormat format, const Request& request, const Response& response,
                     const LogEntry& entry) {
    const bool json = format == LogFormat::json;
    std::string out = json ? "{" : "";
    const auto add = [&](std::string_view name, std::string_view value) {
        if (out.size() > 1) out += json ? "," : " ";
        out += json ? quoted(name) + ':' : std::string(name) + '=';
        out += value;
    };
    const auto word = [&](std::string_view value) { return json ? quoted(value) : std::string(value); };
    add("time", word(iso_moment(entry.at)));
    add("level", word(level_of(response.status)));
    add("id", word(request.error_id));
    add("method", word(method_name(request.method)));
    add("route", word(request.route.empty() ? std::string_view("none") : request.route));
    add("status", fmt::format("{}", response.status));
    add("ms", fmt::format("{:.3f}", static_cast<double>(entry.micros) / 1000));
    add("bytes", fmt::format("{}", response.bytes().size()));
    if (const auto network = network_of(request.remote); !network.empty()) add("network", word(network));
    if (response.status >= 500 && !entry.sentence.empty()) add("sentence", quoted(entry.sentence));
    if (response.status >= 500 && !entry.detail.empty()) add("detail", quoted(first_line(entry.detail)));
    return out + (json ? "}\n" : "\n");
}

}  // namespace kheo::http
