// SPDX-License-Identifier: Apache-2.0
// What the build embeds: the catalogue made from npm packages (catalogue.mjs) and known_acts.csv. Private.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace kheo::territory::shipped {

/// Name and content; empty when the build had no node_modules.
std::span<const std::pair<std::string_view, std::string_view>> files();
/// Acts before the earliest map that no catalogue file carries, as files of the importer's formats.
std::span<const std::pair<std::string_view, std::string_view>> known_acts();

}  // namespace kheo::territory::shipped
