// SPDX-License-Identifier: Apache-2.0
// What a form says beside a field when it comes back.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.hpp"
#include "platform/view/html.hpp"

namespace kheo::view {

/// What is wrong with one field, the first of it; empty when nothing is.
inline Label error_of(std::span<const FieldError> wrong, std::string_view field) {
    const auto found = std::ranges::find(wrong, field, &FieldError::field);
    return found == wrong.end() ? Label() : Label(found->message);
}

inline Label error_of(const Error& error, std::string_view field) {
    return error_of(std::span(error.fields), field);
}

inline Label error_of(const std::optional<Error>& error, std::string_view field) {
    return error ? error_of(*error, field) : Label();
}

}  // namespace kheo::view
