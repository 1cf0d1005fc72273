// SPDX-License-Identifier: Apache-2.0
// The pages, grouped by what they are about; each answers its rows of the route table. Private to the slice.
#pragma once

#include "movement/views.hpp"
#include "platform/workflow/calendar.hpp"

namespace kheo::movement {

void add_overview_routes(std::vector<http::Route>& routes, const Services& services);
/// A drive as lists and its own page show it (drive_pages.cpp).
DriveRow row_of_drive(const Drive& drive, const Asker& asker);

void add_drive_routes(std::vector<http::Route>& routes, const Services& services);
void add_window_routes(std::vector<http::Route>& routes, const Services& services);
void add_call_routes(std::vector<http::Route>& routes, const Services& services);
void add_contact_routes(std::vector<http::Route>& routes, const Services& services);

/// A request with the map and the day it is answered on.
struct Asking {
    Asking(const Services& services, const http::Request& request)
        : atlas(services.atlas()), asker{request.who, *atlas, services.clock.today(), services.clock.now()} {}
    std::shared_ptr<const territory::Atlas> atlas;
    Asker asker;
};

std::string unit_name(const Asker& asker, UnitId unit);
/// Name of the first unit of which the person runs the movement; "" for the whole country.
std::string own_unit(const Asker& asker);
/// The unit that was typed, by name or code; none when unknown, ambiguous or not the person's to run.
UnitId typed_unit(const Asker& asker, const std::string& text);

CallCard card_of(const OpenedCall& opened, const Asker& asker, const workflow::WorkingCalendar& calendar);
WindowRow row_of(const Window& window, const Asker& asker);
/// "còn 3 ngày", "hôm nay", "quá hạn 2 ngày".
Sentence light_of(const Call& call, Date today);
view::Tone tone_of(const Call& call, Date today, const workflow::WorkingCalendar& calendar);
std::string percent_of(std::int64_t done, std::int64_t total);
/// The address of the site for links: the setting, else where this request came to.
std::string site_of(const Services& services, const http::Request& request);

}  // namespace kheo::movement
