// SPDX-License-Identifier: Apache-2.0
// Units of the statistics page: which one a reader starts at, may ask for, came down to and can open next.
// Private to the slice.
#pragma once

#include "statistics/page.hpp"

namespace kheo::statistics {

/// Does a grant of the reader reach this unit? The country belongs to everybody's way.
bool may_ask(const PageReading& reading, UnitId unit);

/// A reader of one subtree starts there; one whose unit is gone starts with all that the grant still reaches.
std::string first_unit(const PageReading& reading, const PageQuery& query);

/// What stands below a unit on that day; nullopt below hamlets.
std::optional<territory::Level> next_level(const territory::Atlas& atlas, UnitId unit, Date day);

std::string unit_name(const PageReading& reading, const PivotAnswer& answer);
bool starts_at_country(const PageReading& reading);
std::vector<view::Crumb> crumbs(const PageReading& reading, const PageAnswer& page);
std::vector<view::Option> unit_options(const PageReading& reading, const PageAnswer& page);

/// Units of a level under the asked one, on the map of the answer, that the reader may see.
std::vector<const territory::Unit*> units_below(const PageReading& reading, const PivotAnswer& answer,
                                                territory::Level level);

}  // namespace kheo::statistics
