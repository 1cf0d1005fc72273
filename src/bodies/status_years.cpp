// SPDX-License-Identifier: Apache-2.0
#include "bodies/status_years.hpp"

#include <algorithm>
#include <set>

namespace kheo::bodies {

namespace {

Date end_of(int year, Date today) {
    return std::min(today, Date::of(year, 12, 31).value_or(today));
}

bool holds(const UnitStatus& status, Date day) {
    return status.from <= day && day <= status.until;
}

}  // namespace

StatusYears status_years(const std::vector<UnitStatus>& statuses, const std::vector<UnitId>& units,
                         const territory::Atlas& atlas, Date today, int years) {
    StatusYears out;
    for (int year = today.year() - years + 1; year <= today.year(); ++year) out.years.push_back(year);
    for (const auto unit : units) out.rows.push_back({unit, std::vector<std::int64_t>(out.years.size())});
    std::set<std::pair<std::int64_t, int>> counted;
    // nobody ends a status when its unit goes: a unit that is gone holds none
    const auto counts = [&](const UnitStatus& status, Date day) {
        return holds(status, day) && atlas.present(status.unit, day);
    };
    for (const auto& status : statuses) {
        const auto row = std::ranges::find_if(out.rows, [&](const StatusYears::Row& one) {
            return territory::reaches(atlas, one.unit, status.unit, today);
        });
        if (row == out.rows.end()) continue;
        for (std::size_t i = 0; i < out.years.size(); ++i)
            if (counts(status, end_of(out.years[i], today)) &&
                counted.emplace(status.unit.value, out.years[i]).second)
                ++row->held[i];
        if (counts(status, today)) out.now.push_back(status);
    }
    std::erase_if(out.rows, [](const StatusYears::Row& row) {
        return std::ranges::all_of(row.held, [](auto count) { return count == 0; });
    });
    return out;
}

}  // namespace kheo::bodies
