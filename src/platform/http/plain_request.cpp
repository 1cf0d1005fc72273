// SPDX-License-Identifier: Apache-2.0
#include "platform/http/plain_request.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kheo::http {

namespace {

constexpr std::size_t kLongestHead = 16 * 1024;
constexpr int kMostLines = 64;

enum Kind : std::uint8_t { kToken = 1, kValue = 2, kTarget = 4, kHost = 8 };

constexpr std::array<std::uint8_t, 256> make_kinds() {
    std::array<std::uint8_t, 256> kinds{};
    const auto add = [&](std::string_view letters, std::uint8_t kind) {
        for (const char c : letters) kinds[static_cast<unsigned char>(c)] |= kind;
    };
    for (int c = 0x21; c < 0x7f; ++c) kinds[static_cast<std::size_t>(c)] = kValue | kTarget;
    add(" \t", kValue);
    for (const char c : std::string_view("#\\\"<>^`{|}")) kinds[static_cast<unsigned char>(c)] &= ~kTarget;
    for (const auto letters :
         {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "-._"})
        add(letters, kToken | kHost);
    add("!#$%&'*+^`|~", kToken);
    add(":[]", kHost);
    return kinds;
}
constexpr auto kKinds = make_kinds();

bool all_are(std::string_view text, Kind kind) {
    std::uint8_t common = kind;
    for (const char c : text) common &= kKinds[static_cast<unsigned char>(c)];
    return common != 0;
}

/// `name` is in lower case.
bool is_named(std::string_view text, std::string_view name) {
    return text.size() == name.size() &&
           std::equal(text.begin(), text.end(), name.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](auto name) { return is_named(text, name); });
}

std::string_view trimmed(std::string_view value) {
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    return value;
}

/// The line up to CRLF, taken off the front; nullopt where there is none.
std::optional<std::string_view> take_line(std::string_view& bytes) {
    const auto end = bytes.find('\r');
    if (end == std::string_view::npos || end + 1 >= bytes.size() || bytes[end + 1] != '\n')
        return std::nullopt;
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    return line;
}

bool take_first_line(std::string_view line, PlainRequest& out) {
    constexpr std::string_view version = " HTTP/1.1";
    out.head = line.starts_with("HEAD ");
    if (!out.head && !line.starts_with("GET ")) return false;
    if (!line.ends_with(version)) return false;
    line.remove_suffix(version.size());
    out.target = line.substr(std::min<std::size_t>(out.head ? 5 : 4, line.size()));
    return out.target.starts_with('/') && all_are(out.target, kTarget);
}

/// Once each; a second one is for the parser to judge.
bool once(std::string_view& field, std::string_view value) {
    if (field.data()) return false;
    field = value;
    return true;
}

struct Seen {
    std::string_view host, connection;
};

bool take_field(std::string_view name, std::string_view value, PlainRequest& out, Seen& seen) {
    switch (name.size()) {
        case 4:
            if (is_named(name, "host")) return once(seen.host, value);
            break;
        case 6:
            if (is_named(name, "cookie")) return once(out.cookie, value);
            return !is_named(name, "expect");
        case 10:
            if (is_named(name, "connection")) return once(seen.connection, value);
            break;
        case 13:
            if (is_named(name, "if-none-match")) return once(out.if_none_match, value);
            break;
        case 15:
            if (is_named(name, "accept-encoding")) return once(out.accept_encoding, value);
            break;
        case 17:
            if (is_named(name, "x-forwarded-proto")) return once(out.forwarded_proto, value);
            break;
        default:
            break;
    }
    return !is_one_of(name, {"content-length", "transfer-encoding", "upgrade", "proxy-connection",
                             "authorization", "range", "if-match", "if-range", "if-unmodified-since"});
}

bool take_line_of_head(std::string_view line, PlainRequest& out, Seen& seen) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto name = line.substr(0, colon);
    const auto value = line.substr(colon + 1);
    return all_are(name, kToken) && all_are(value, kValue) && take_field(name, trimmed(value), out, seen);
}

}  // namespace

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 260 && all_are(text, kHost);
}

std::optional<PlainRequest> read_plain_request(std::string_view bytes) {
    auto rest = bytes.substr(0, kLongestHead);
    const auto whole = rest.size();
    PlainRequest out;
    Seen seen;
    const auto first = take_line(rest);
    if (!first || !take_first_line(*first, out)) return std::nullopt;
    for (int lines = 0; lines < kMostLines; ++lines) {
        const auto line = take_line(rest);
        if (!line) return std::nullopt;
        if (line->empty()) {
            out.size = whole - rest.size();
            out.close = is_named(seen.connection, "close");
            const bool keeps = seen.connection.empty() || is_named(seen.connection, "keep-alive");
            return is_host(seen.host) && (keeps || out.close) ? std::optional(out) : std::nullopt;
        }
        if (!take_line_of_head(*line, out, seen)) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kheo::http
