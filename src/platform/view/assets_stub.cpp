// SPDX-License-Identifier: Apache-2.0
#include "platform/view/shell.hpp"

namespace kheo::view {

std::string_view asset_url(std::string_view name) {
    if (name == "kheo.css") return "/assets/kheo.css";
    if (name == "icons.svg") return "/assets/icons.svg";
    if (name == "icon.svg") return "/assets/icon.svg";
    return "/assets/page.js";
}

}  // namespace kheo::view
