// SPDX-License-Identifier: Apache-2.0
// What the pages of this room share: who may, addresses, one view for all forms.
#pragma once

#include <functional>

#include "bodies/team_model.hpp"
#include "platform/view/components.hpp"

namespace kheo::bodies {

/// A form with its fields, ready to print; also when it comes back with errors.
struct FormPage {
    std::string title, lead;
    std::vector<view::Crumb> path;
    std::string action;
    std::vector<view::Input> fields;
    std::string button, back;  // back: address of "Thôi"
    std::string request_key;
    std::optional<Error> error;
    bool danger = false;
    bool upload = false;  // holds a file
};

Result<http::Response> print_form(const Services& services, const http::Request& request, FormPage page);
/// The same form with what was typed and all its errors; any other error goes up.
Result<http::Response> print_again(const Services& services, const http::Request& request, FormPage page,
                                   Error error);
/// What was typed under this name, tidy.
std::string typed(const http::Request& request, std::string_view name);
/// Text of several lines, trimmed and in normal form.
std::string typed_block(const http::Request& request, std::string_view name);

/// Slips that `read` hands out page by page (older than an id, newest first), until `most` of them lie where
/// the person has the permission: what lies elsewhere takes nobody's place.
using ReadSlips = std::function<Result<std::vector<Report>>(ReportId before, int limit)>;
Result<std::vector<Report>> slips_within(const Services& services, const auth::Principal& who,
                                         auth::Permission permission, int most, const ReadSlips& read);
/// The unit of the first grant of today; none = the whole country or no grant.
UnitId own_unit(const auth::Principal& who, Date today);
std::string unit_name(const territory::Atlas& atlas, UnitId unit, Date on);

std::string body_href(BodyId id);
std::string unit_href(UnitId unit);

/// Words for codes: roles, activities.
const Message& role_words(std::string_view code);
const Message& activity_words(std::string_view code);

/// A form of who runs the movement: the page, and what it sends.
template <typename Show, typename Save>
void add_form(std::vector<http::Route>& out, const Services& services, const std::string& pattern, Show show,
              Save save) {
    constexpr auto kRun = auth::Permission::run_movement;
    out.push_back({http::Method::get, pattern, kRun,
                   [services, show](const http::Request& r) { return show(services, r); }});
    out.push_back({http::Method::post, pattern, kRun,
                   [services, save](const http::Request& r) { return save(services, r); }});
}

void add_unit_routes(std::vector<http::Route>& out, const Services& services);
void add_body_routes(std::vector<http::Route>& out, const Services& services);
void add_act_routes(std::vector<http::Route>& out, const Services& services);
void add_programme_routes(std::vector<http::Route>& out, const Services& services);
void add_team_routes(std::vector<http::Route>& out, const Services& services);
void add_phone_routes(std::vector<http::Route>& out, const Services& services);
void add_photo_routes(std::vector<http::Route>& out, const Services& services);
void add_achieved_routes(std::vector<http::Route>& out, const Services& services);
void add_status_routes(std::vector<http::Route>& out, const Services& services);
void add_slip_routes(std::vector<http::Route>& out, const Services& services);

}  // namespace kheo::bodies
