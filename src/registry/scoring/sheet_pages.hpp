// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/cham-diem, /ho-so/{code}/tu-cham, /cham-diem: one handler per route (pages.cpp).
#pragma once

#include "registry/scoring/rubric_pages.hpp"
#include "registry/scoring/sheets.hpp"

namespace kheo::registry::scoring {

/// Where scoring of a dossier stands, in a sentence.
Sentence said_of(const Seen& seen);

Result<http::Response> show_my_sheets(const Services& services, const http::Request& request);
Result<http::Response> show_score(const Services& services, const http::Request& request);
Result<http::Response> do_score(const Services& services, const http::Request& request);
Result<http::Response> do_unlock(const Services& services, const http::Request& request);
Result<http::Response> do_excuse(const Services& services, const http::Request& request);
Result<http::Response> do_assign(const Services& services, const http::Request& request);
Result<http::Response> do_withdraw(const Services& services, const http::Request& request);
Result<http::Response> show_self(const Services& services, const http::Request& request);
Result<http::Response> do_self(const Services& services, const http::Request& request);
Result<http::Response> do_unlock_self(const Services& services, const http::Request& request);
Result<http::Response> show_summary(const Services& services, const http::Request& request);
Result<http::Response> show_results(const Services& services, const http::Request& request);
Result<http::Response> do_discuss(const Services& services, const http::Request& request);

}  // namespace kheo::registry::scoring
