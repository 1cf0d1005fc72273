// SPDX-License-Identifier: Apache-2.0
// Private to office: the pages, grouped by what they are for. Each function answers rows of the route table.
#pragma once

#include <memory>
#include <vector>

#include "office/office.hpp"

namespace kheo::office {

using PartsPtr = std::shared_ptr<const Parts>;

void add_sign_in_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_desk_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_account_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_calendar_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_factor_routes(std::vector<http::Route>& routes, const PartsPtr& parts);

/// The sign-in page that carries a refused form through the new session.
http::Response resume_page(const Parts& parts, const http::Request& request);

/// What the sign-in page tells somebody whose session went with his old password.
enum class PasswordNews { changed, unsure };
/// To that page, and the session's cookie is forgotten: the page needs no database then.
http::Response sign_in_again(const http::Request& request, PasswordNews news);

/// Opens a session for the person who just gave himself a new password in a whole session; sets the cookies
/// on the response.
Result<bool> sign_in(const Parts& parts, const http::Request& request, std::string name, std::string password,
                     bool private_device, http::Response& response);

}  // namespace kheo::office
