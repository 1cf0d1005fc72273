// SPDX-License-Identifier: Apache-2.0
// What a Result says, as one line for the message of a failed expectation: "done", or the sentence, the
// detail and each field's sentence.
#pragma once

#include <string>

#include "base/result.hpp"

namespace kheo {

template <typename T>
std::string said(const Result<T>& result) {
    if (result) return "done";
    auto out = result.error().message.in(Language::vi) + " " + result.error().detail;
    for (const auto& field : result.error().fields)
        out += " [" + field.field + "] " + field.message.in(Language::vi);
    return out;
}

}  // namespace kheo
