// SPDX-License-Identifier: Apache-2.0
// Bodies of forms: application/x-www-form-urlencoded and multipart/form-data. Strict and bounded: a body that
// is not exactly a form is refused, nothing is guessed. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/http/message.hpp"

namespace kheo::http {

struct FormBody {
    Fields fields;
    std::vector<Upload> uploads;  // only files that were chosen
};

/// Reads a body by its Content-Type; an empty body is an empty form, any other type leaves the form empty.
Result<FormBody> parse_form(std::string_view content_type, std::string_view body);

}  // namespace kheo::http
