// SPDX-License-Identifier: Apache-2.0
// What a form says beside a field when it comes back.
#pragma once

#include <string_view>

#include "base/error.hpp"
#include "platform/view/html.hpp"

namespace kheo::view {

/// What is wrong with one field; empty when nothing is.
inline Label error_of(const Error& error, std::string_view field) {
    for (const auto& each : error.fields)
        if (each.field == field) return each.message;
    return {};
}

}  // namespace kheo::view
