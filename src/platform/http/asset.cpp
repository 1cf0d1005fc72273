// SPDX-License-Identifier: Apache-2.0
#include "platform/http/asset.hpp"

#include "base/text.hpp"
#include "platform/http/compress.hpp"
#include "platform/http/page_headers.hpp"

namespace kheo::http {

Assets::Assets(std::span<const Asset> table) {
    for (const auto& asset : table) by_path_.emplace(asset.path, &asset);
}

const Asset* Assets::find(std::string_view path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    const auto opaque = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    for (const auto piece : split(if_none_match, ',')) {
        const auto tag = trim(piece);
        if (tag == "*" || (!tag.empty() && opaque(tag) == opaque(etag))) return true;
    }
    return false;
}

Response whole_asset(const Asset& asset, bool brotli) {
    Response response;
    response.content_type = asset.content_type;
    response.set("ETag", '"' + std::string(asset.etag) + (brotli ? "-br\"" : "\""));
    response.set("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable"
                                                  : "public, max-age=300, must-revalidate");
    if (!asset.brotli.empty()) response.set("Vary", "Accept-Encoding");
    if (brotli) response.set("Content-Encoding", "br");
    response.borrowed = brotli ? asset.brotli : asset.bytes;
    return response;
}

Response finished_asset(const Asset& asset, bool brotli) {
    auto response = whole_asset(asset, brotli);
    set_security_headers(response, false);
    return response;
}

Response answer_asset(const Asset& asset, std::string_view if_none_match, std::string_view accept_encoding) {
    const bool brotli = !asset.brotli.empty() && takes_coding(accept_encoding, "br");
    auto response = whole_asset(asset, brotli);
    if (!names_etag(if_none_match, response.header("ETag"))) return response;
    response.status = 304;
    response.borrowed = {};
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
    return response;
}

}  // namespace kheo::http
