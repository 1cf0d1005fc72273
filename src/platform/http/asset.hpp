// SPDX-License-Identifier: Apache-2.0
// Static files embedded into the binary. The table's bytes live as long as the program; nothing is copied.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "platform/http/message.hpp"

namespace kheo::http {

struct Asset {
    std::string_view path;  // "/static/kheo.3f2a9c.css"
    std::string_view content_type;
    std::string_view bytes;
    std::string_view etag;    // without quotes: hash of the bytes
    std::string_view brotli;  // the same, compressed; "" when it was not worth it
    bool immutable = false;   // its name holds its hash: may be kept for a year
};

class Assets {
  public:
    Assets() = default;
    explicit Assets(std::span<const Asset> table);
    /// nullptr when there is none at that path.
    const Asset* find(std::string_view path) const;

  private:
    std::unordered_map<std::string_view, const Asset*> by_path_;
};

/// The whole file, compressed or not, with its headers (not those of security).
Response whole_asset(const Asset& asset, bool brotli);

/// The same with all headers.
Response finished_asset(const Asset& asset, bool brotli);

/// 200 or 304 by If-None-Match; the compressed bytes where the client takes them.
Response answer_asset(const Asset& asset, std::string_view if_none_match, std::string_view accept_encoding);

/// Does an If-None-Match header name this entity tag ("abc" or W/"abc", quotes included)?
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace kheo::http
