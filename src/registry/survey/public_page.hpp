// SPDX-License-Identifier: Apache-2.0
// /khao-sat, for everybody with a slip: the code, the form, the thanks.
#pragma once

#include "registry/survey/survey.hpp"

namespace kheo::registry::survey {

Result<http::Response> show_code_page(const Services& services, const http::Request& request);
Result<http::Response> show_form(const Services& services, const http::Request& request);
Result<http::Response> open_form(const Services& services, const http::Request& request);
Result<http::Response> take_answer(const Services& services, const http::Request& request);
Result<http::Response> show_thanks(const Services& services, const http::Request& request);

}  // namespace kheo::registry::survey
