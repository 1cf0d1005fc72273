// SPDX-License-Identifier: Apache-2.0
// The one table from kinds of errors to HTTP statuses. A service answers not_found for what exists but is
// restricted to others, so that both look the same; forbidden is for what everybody knows to exist.
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace kheo::http {

int status_of(ErrorKind kind);

/// "Not Found".
std::string_view reason_phrase(int status);

/// The sentence a status has by itself, where no service gave a better one.
const Message& status_message(int status);

}  // namespace kheo::http
