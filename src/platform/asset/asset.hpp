// SPDX-License-Identifier: Apache-2.0
// Files embedded into the binary (stylesheet, fonts, icons, scripts), packed by web/build.mjs. An address
// carries a hash of the content, so a browser may keep it for ever. Everything here is constant: any thread.
#pragma once

#include <span>
#include <string_view>

namespace kheo::asset {

struct Asset {
    std::string_view name;          // "kheo.css"
    std::string_view path;          // "/assets/kheo.1a2b3c4d5e6f7a8b.css"
    std::string_view content_type;  // "text/css; charset=utf-8"
    std::string_view bytes;
    std::string_view etag;    // quoted, as the header wants it
    std::string_view brotli;  // the same content compressed; empty where that saves nothing
};

std::span<const Asset> all();

/// By address; nullptr when there is none.
const Asset* find(std::string_view path);

/// Address of a file by its name; "" when web/ holds no such file.
std::string_view url(std::string_view name);

}  // namespace kheo::asset
