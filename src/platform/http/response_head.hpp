// SPDX-License-Identifier: Apache-2.0
// Our own response writer: status line and headers in one string, sent before the bytes.
#pragma once

#include <string>

#include "platform/http/message.hpp"

namespace kheo::http {

std::string write_head(const Response& response, bool keep_alive);

}  // namespace kheo::http
