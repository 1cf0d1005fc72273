// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/openapi.json: the public addresses for programs. A test compares it with the routes.
#pragma once

#include "platform/http/message.hpp"

namespace kheo::app {

std::string openapi_text();
http::Route openapi_route();

}  // namespace kheo::app
