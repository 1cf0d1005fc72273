// SPDX-License-Identifier: Apache-2.0
#include "platform/asset/asset.hpp"

#include <algorithm>

namespace kheo::asset {

namespace {

/// A few dozen entries: looking through them is cheaper than hashing a name.
const Asset* find_by(std::string_view Asset::*member, std::string_view value) {
    const auto files = all();
    const auto found = std::find_if(files.begin(), files.end(), [&](const Asset& a) { return a.*member == value; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace

const Asset* find(std::string_view path) {
    return find_by(&Asset::path, path);
}

std::string_view url(std::string_view name) {
    const auto* asset = find_by(&Asset::name, name);
    return asset ? asset->path : std::string_view{};
}

}  // namespace kheo::asset
