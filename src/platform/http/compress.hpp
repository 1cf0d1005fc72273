// SPDX-License-Identifier: Apache-2.0
// Compression of pages for slow lines. Only answers to visitors are compressed: what is personal must not
// tell its content by its length. Pure.
#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace kheo::http {

/// Does an Accept-Encoding header take this coding ("br", "gzip")? "*" is not taken for it; q=0 refuses.
bool takes_coding(std::string_view accept_encoding, std::string_view coding);

/// "" where it fails.
std::string gzip(std::string_view bytes);
std::string brotli(std::string_view bytes);

/// May it be compressed: text of 1 kB and more, for a visitor, not compressed yet?
bool is_worth_compressing(const Response& response, const Request& request);

/// Compresses what is worth it when the client takes gzip; else leaves the response as it is.
void compress(Response& response, const Request& request, std::string_view accept_encoding);

}  // namespace kheo::http
