// SPDX-License-Identifier: Apache-2.0
// Who has answered a call: what each asked unit owes and has, on today's map. A unit that was merged whole
// counts by its successor, which owes what the most demanding of its parts owed; a unit that was split keeps
// its own line, counted on the map of the call's day. Private to the slice.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "movement/model.hpp"

namespace kheo::movement {

/// Where an asked unit stands today.
struct Place {
    UnitId unit;
    Date map;                   // its figures are those of this day's map
    bool split = false;         // no longer one unit
    std::vector<UnitId> asked;  // the units of the call that it stands for
};
/// In the order of codes on today's map.
std::vector<Place> places_of(const territory::Atlas& atlas, const std::vector<UnitId>& asked, Date asked_on,
                             Date today);

struct Shortfall {
    std::string sector;  // "" = all together
    std::int64_t have = 0;
    int required = 0;
};

struct AskedRow {
    Place place;
    std::string name;
    std::vector<std::string> formerly;  // names of the units it stands for, when they are others
    std::int64_t registered = 0, on_the_way = 0;
    int required = 0;
    std::vector<Shortfall> missing;  // empty: answered
    std::optional<Date> reminded_on;
    bool reminded_today = false, has_address = false;

    bool answered() const { return missing.empty(); }
};

struct Progress {
    std::vector<AskedRow> rows;
    std::int64_t answered = 0;

    std::int64_t asked() const { return std::ssize(rows); }
    /// Units that a press would remind now.
    std::vector<const AskedRow*> to_remind() const;
};

Result<Progress> progress_of(db::Transaction& tx, const Services& services, const territory::Atlas& atlas,
                             const Call& call, const Window& window, Date today);

}  // namespace kheo::movement
