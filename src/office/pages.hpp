// SPDX-License-Identifier: Apache-2.0
// Private to office: the pages, grouped by what they are for. Each function answers rows of the route table.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "office/office.hpp"
#include "platform/view/html.hpp"

namespace kheo::office {

using PartsPtr = std::shared_ptr<const Parts>;

void add_sign_in_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_desk_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_account_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_calendar_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_factor_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_factor_rule_routes(std::vector<http::Route>& routes, const PartsPtr& parts);

void add_viewing_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
/// Begins to look at the pages as the account.
Result<http::Response> post_viewing(const Parts& parts, const http::Request& request, auth::UserId account);
void add_urgent_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
/// For the leaders of a unit: what was opened urgently there.
Result<DeskCard> urgent_card(const Parts& parts, const http::Request& request);
void add_rights_routes(std::vector<http::Route>& routes, const PartsPtr& parts);
void add_invitation_routes(std::vector<http::Route>& routes, const PartsPtr& parts);

/// The page of a link or slip; its form came back without a token of ours.
inline constexpr std::string_view kInvitedRoute = "/v/{code}";
http::Response invited_page_too_old(const Parts& parts, const http::Request& request);
/// What is told once, after a new link or slip for somebody who has an account.
Result<http::Response> post_new_way_in(const Parts& parts, const http::Request& request,
                                       auth::UserId account);

/// Draws with a form token of the visitor's own, making the visit cookie when there is none; no-store.
http::Response draw_for_visitor(const Parts& parts, const http::Request& request,
                                const std::function<void(view::Html&, const view::Shell&)>& draw, int status);
/// Signs in as the form of the sign-in page does, second step and all.
Result<http::Response> come_in(const Parts& parts, const http::Request& request, std::string name,
                               std::string password, bool private_device);

/// The sign-in page that carries a refused form through the new session.
http::Response resume_page(const Parts& parts, const http::Request& request);

/// "Thứ Hai, 30/11/2026".
Sentence weekday_and_date(Date date);

/// What the sign-in page tells somebody whose session went with his old password.
enum class PasswordNews { changed, unsure };
/// To that page, and the session's cookie is forgotten: the page needs no database then.
http::Response sign_in_again(const http::Request& request, PasswordNews news);

/// Opens a session for the person who just gave himself a new password in a whole session; sets the cookies
/// on the response.
Result<bool> sign_in(const Parts& parts, const http::Request& request, std::string name, std::string password,
                     bool private_device, http::Response& response);

}  // namespace kheo::office
