// SPDX-License-Identifier: Apache-2.0
// Error answers that need nothing but this room: a plain page (until app installs the drawn one, and when
// drawing it fails) and the JSON of the API.
#pragma once

#include <string>

#include "platform/http/message.hpp"

namespace kheo::http {

Response plain_error_page(const Request& request, const Error& error, int status);

/// {"error":{"kind","message","fields":[{"field","message"}],"id"}}
Response json_error(const Request& request, const Error& error, int status);

/// 13 characters that a person can read out over the telephone (no 0/O, 1/I/L).
std::string new_error_id();

/// "20 MB", "64 kB".
std::string size_text(std::size_t bytes);

}  // namespace kheo::http
