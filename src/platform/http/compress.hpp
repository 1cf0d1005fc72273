// SPDX-License-Identifier: Apache-2.0
// gzip for pages on slow lines. Only answers to visitors are compressed: what is personal must not tell its
// content by its length. Pure.
#pragma once

#include <string_view>

#include "platform/http/message.hpp"

namespace kheo::http {

/// Compresses text of 1 kB and more when the client takes gzip; else leaves the response as it is.
void compress(Response& response, const Request& request, std::string_view accept_encoding);

}  // namespace kheo::http
