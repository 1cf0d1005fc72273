// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "territory/apply_internal.hpp"
#include "territory/levels.hpp"

namespace kheo::territory {

namespace {

/// A unit known by name and district only; made when it is not there yet.
int named_unit(History& history, const ChangeRow& row, Date last) {
    const int district = history.at(Level::district, row.old_district_code, last);
    if (district == kNoUnit) return kNoUnit;
    for (std::size_t i = 0; i < history.units.size(); ++i) {
        const auto& unit = history.units[i];
        const auto* version = unit.level == row.level_old ? unit.on(last) : nullptr;
        if (version && version->parent == district &&
            name_key(version->full_name) == name_key(row.old_full_name))
            return static_cast<int>(i);
    }
    const auto parts = split_full_name(row.old_full_name);
    const int unit = history.add(row.level_old);
    history.set(unit, {row.old_code, parts.type, parts.name, row.old_full_name, district, beginning(), last});
    return unit;
}

}  // namespace

void apply_known_acts(History& history, const CatalogueFile& base, const std::vector<ChangeRow>& changes) {
    for (const auto& row : changes) {
        if (row.effective > base.ends) continue;
        const Date last = row.effective.plus_days(-1);
        int from = row.old_code.empty() ? kNoUnit : history.at(row.level_old, row.old_code, last);
        if (from == kNoUnit) from = named_unit(history, row, last);
        const int to = history.at(row.level_new, row.new_code, row.effective);
        if (from == kNoUnit || to == kNoUnit || from == to) continue;
        std::erase_if(history.lineage, [&](const LineageRow& line) {
            return line.from == from && line.to == to && line.effective == row.effective;
        });
        history.lineage.push_back({from, to, row.resolution, row.effective, row.kind, row.extent,
                                   row.extent_text, row.default_target, row.clause, row.citation,
                                   row.confidence, row.provenance});
    }
}

}  // namespace kheo::territory
