// SPDX-License-Identifier: Apache-2.0
// The steps of apply(), in the order they run. Private to territory.
#pragma once

#include <set>

#include "territory/apply.hpp"

namespace kheo::territory {

/// Catalogue rows that stand for one day, and which unit each of them is.
struct Seen {
    std::set<int> units;
    std::set<Level> levels;
};

/// The earliest map: every row is a unit from the beginning of time until the file's last day.
void apply_base(History& history, const CatalogueFile& file, Date known_from);
/// Older snapshots' differences, newest first, carried back from the earliest map.
/// `base` is that map's last day.
void apply_earlier(History& history, Date base, std::vector<EarlierRow> rows, std::vector<Sentence>& remarks);
/// Acts between older maps that are known one by one: where a unit that is gone went.
void apply_known_acts(History& history, const CatalogueFile& base, const std::vector<ChangeRow>& changes);
/// A later map and the acts that made it.
void apply_next(History& history, const CatalogueFile& file, const std::vector<ChangeRow>& changes,
                bool known_before);
/// Ends units that the map of `day` no longer shows.
void end_unseen(History& history, const Seen& seen, Date day, Date last);
/// Version content of a catalogue row; the parent is looked up on `day`.
VersionRow version_of(const History& history, const CatalogueRow& row, Date day, Date from, Date to);

}  // namespace kheo::territory
