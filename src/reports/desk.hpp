// SPDX-License-Identifier: Apache-2.0
// What a person chose on /bao-cao: reading it, checking it against the grants, offering what may be meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/http/encoding.hpp"
#include "platform/http/message.hpp"
#include "reports/pages.hpp"
#include "reports/reports.hpp"
#include "reports/values.hpp"

namespace kheo::reports {

struct Chosen {
    Order order;
    std::string unit_key;                     // code, or "VN"
    std::vector<territory::Unit> candidates;  // when the name is ambiguous
    std::optional<Error> error;               // everything wrong at once
};

/// Reads don_vi (name, code or "Cả nước") and ky of a request. A unit outside the grants looks like none.
Chosen choose(const http::Request& request, const territory::Atlas& atlas, Date today);

/// May the person make reports over the unit? One that has merged since is reported on by those who answer
/// for its successor (territory::reaches).
bool may_report(const auth::Principal& who, const territory::Atlas& atlas, UnitId unit, Date today);

/// Half-years and years that have begun, newest first.
std::vector<view::Option> period_choices(Date today);

std::vector<view::Choice> candidate_links(const Chosen& chosen, std::string_view period);

/// Name of the unit of the person's first grant for reports, "Cả nước" for the country, else "".
std::string own_unit(const auth::Principal& who, const territory::Atlas& atlas, Date today);

/// The pages of an administrator (standing_body_pages.cpp).
std::vector<http::Route> standing_body_routes(const Services& services);

}  // namespace kheo::reports
