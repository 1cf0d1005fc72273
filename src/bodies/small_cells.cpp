// SPDX-License-Identifier: Apache-2.0
#include "bodies/small_cells.hpp"

namespace kheo::bodies {

namespace {

bool is_small(std::int64_t count) {
    return 0 < count && count < kSmallest;
}

/// The first stage whose count, or what it leaves of a stage before it, is small; their number when none is.
std::size_t first_small(const Stages& counts) {
    for (std::size_t stage = 0; stage < counts.size(); ++stage) {
        if (is_small(counts[stage])) return stage;
        for (std::size_t before = 0; before < stage; ++before)
            if (is_small(counts[before] - counts[stage])) return stage;
    }
    return counts.size();
}

ProtectedRow hide_small(const Stages& counts) {
    ProtectedRow out{counts, {}};
    for (auto stage = first_small(counts); stage < counts.size(); ++stage) out.shown[stage] = Shown::hidden;
    return out;
}

}  // namespace

ProtectedTable protect(const std::vector<Stages>& rows) {
    ProtectedTable out;
    Stages totals{};
    for (const auto& row : rows) {
        out.rows.push_back(hide_small(row));
        for (std::size_t stage = 0; stage < totals.size(); ++stage) totals[stage] += row[stage];
    }
    out.totals = hide_small(totals);
    for (const auto& row : out.rows)
        for (std::size_t stage = 0; stage < totals.size(); ++stage)
            if (row.shown[stage] == Shown::hidden) out.totals.shown[stage] = Shown::hidden;
    return out;
}

}  // namespace kheo::bodies
