// SPDX-License-Identifier: Apache-2.0
// Headers that every answer gets: security (architecture.md §9) and caching.
#pragma once

#include "platform/http/message.hpp"

namespace kheo::http {

inline constexpr std::string_view kStrictTransport = "max-age=31536000";

void set_security_headers(Response& response, bool secure);

/// Where the handler said nothing: what a signed-in person sees is not stored anywhere; a public page gets an
/// entity tag of its bytes and is asked again, which turns into 304 when it has not changed.
void set_cache_headers(Response& response, const Request& request, std::string_view if_none_match);

}  // namespace kheo::http
