// SPDX-License-Identifier: Apache-2.0
#include "platform/http/page_headers.hpp"

#include <fmt/format.h>

#include "platform/http/asset.hpp"

namespace kheo::http {

namespace {

// FNV-1a: no secret, only a name for the bytes.
std::uint64_t fingerprint(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

}  // namespace

void set_security_headers(Response& response, bool secure) {
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (secure) response.set("Strict-Transport-Security", std::string(kStrictTransport));
}

void set_cache_headers(Response& response, const Request& request, std::string_view if_none_match) {
    if (!response.header("Cache-Control").empty()) return;
    const bool personal = request.who.signed_in() || !response.header("Set-Cookie").empty();
    if (personal || response.status != 200 || request.method == Method::post) {
        response.set("Cache-Control", "no-store");
        return;
    }
    const auto etag = fmt::format("W/\"{:016x}\"", fingerprint(response.bytes()));
    response.set("Cache-Control", "private, no-cache");
    response.set("Vary", "Cookie, Accept-Encoding");
    response.set("ETag", etag);
    if (!names_etag(if_none_match, etag)) return;
    response.status = 304;
    response.body.clear();
    response.borrowed = {};
}

}  // namespace kheo::http
