// SPDX-License-Identifier: Apache-2.0
// The request target, read strictly: origin form only, one decoding, no tricks (encoded slashes, dot
// segments, backslashes, control characters). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace kheo::http {

struct Target {
    std::string path;  // decoded, language prefix removed, no trailing slash except "/"
    Fields query;
    Language language = Language::vi;
    bool trailing_slash = false;  // the address had one; the site answers with the address without
};

/// nullopt when the target is not one that a page of ours could have written.
std::optional<Target> parse_target(std::string_view target);

/// "/mo-hinh" in Lao is "/lo/mo-hinh".
std::string with_language(std::string_view path, Language language);

}  // namespace kheo::http
