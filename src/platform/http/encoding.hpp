// SPDX-License-Identifier: Apache-2.0
// The small encodings of the web: percent-encoding, query strings, cookies. Pure functions; what cannot be
// decoded strictly is refused (nullopt), never guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace kheo::http {

/// Decodes %XX (and '+' as a space when asked). Refuses a broken escape, NUL and what is not UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Encodes everything but letters, digits and -._~ .
std::string percent_encode(std::string_view text);

/// "a=1&b=2" of a query string or an urlencoded form; at most `most` pairs.
std::optional<Fields> parse_query(std::string_view text, std::size_t most = 2000);

/// The inverse of parse_query.
std::string write_query(const Fields& fields);

/// The Cookie header; pieces that are no name=value are skipped.
Fields parse_cookies(std::string_view header);

/// True when the text is an address of this site that may stand in a Location: starts with one '/', holds no
/// control character, backslash or second '/'. Guards "where to go after signing in".
bool is_local_target(std::string_view target);

/// ASCII lower case, for header names.
std::string lower(std::string_view text);

/// Compares two secrets without telling by time where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace kheo::http
