// SPDX-License-Identifier: Apache-2.0
#include "platform/asset/asset.hpp"

#include <algorithm>

namespace kheo::asset {

std::string_view url(std::string_view name) {
    const auto known = names();
    const auto found = std::find(known.begin(), known.end(), name);
    return found == known.end() ? std::string_view{} : files()[found - known.begin()].path;
}

}  // namespace kheo::asset
