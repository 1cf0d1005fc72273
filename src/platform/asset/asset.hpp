// SPDX-License-Identifier: Apache-2.0
// Files embedded into the binary (stylesheet, fonts, icons, scripts), packed by web/build.mjs. An address
// carries a hash of the content, so a browser may keep it for ever. Everything here is constant: any thread.
#pragma once

#include <span>
#include <string_view>

#include "platform/http/asset.hpp"

namespace kheo::asset {

/// For http::SiteOptions::assets.
std::span<const http::Asset> files();

/// Name in web/ of each of files(), in the same order: "kheo.css".
std::span<const std::string_view> names();

/// Address of a file by its name: "kheo.css" → "/assets/kheo.1a2b3c4d5e6f7a8b.css"; "" when there is none.
std::string_view url(std::string_view name);

}  // namespace kheo::asset
