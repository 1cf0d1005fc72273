// SPDX-License-Identifier: Apache-2.0
#include "bodies/small_cells.hpp"

#include <optional>

namespace kheo::bodies {

namespace {

bool is_small(std::int64_t count) {
    return 0 < count && count < kSmallest;
}

ProtectedRow hide_small(const Stages& counts) {
    ProtectedRow out{counts, {Shown::number, Shown::number, Shown::number}};
    for (std::size_t stage = 0; stage < counts.size(); ++stage)
        for (std::size_t before = 0; before < stage; ++before)
            if (is_small(counts[before] - counts[stage])) out.shown[stage] = Shown::withheld;
    for (std::size_t stage = 0; stage < counts.size(); ++stage)
        if (is_small(counts[stage])) out.shown[stage] = Shown::small;
    return out;
}

/// Room of a shown cell to be up to kSmallest more or fewer without contradicting its row: its neighbours are
/// hidden or far away, and it stays at kSmallest or above.
bool has_room(const ProtectedRow& row, std::size_t stage) {
    const auto count = row.counts[stage];
    if (row.shown[stage] != Shown::number || count < 2 * kSmallest) return false;
    for (std::size_t other = 0; other < row.counts.size(); ++other) {
        if (other == stage) continue;
        const auto distance = other < stage ? row.counts[other] - count : count - row.counts[other];
        if (distance < kSmallest) return false;
    }
    return true;
}

std::optional<std::size_t> absorber(const ProtectedTable& table, std::size_t stage) {
    std::optional<std::size_t> best;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (has_room(table.rows[row], stage) &&
            (!best || table.rows[row].counts[stage] < table.rows[*best].counts[stage]))
            best = row;
    return best;
}

void close_column(ProtectedTable& table, std::size_t stage) {
    bool hidden = false;
    for (const auto& row : table.rows) hidden |= row.shown[stage] != Shown::number;
    if (!hidden || table.totals.shown[stage] != Shown::number) return;
    if (const auto row = absorber(table, stage))
        table.rows[*row].shown[stage] = Shown::withheld;
    else
        table.totals.shown[stage] = Shown::withheld;
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
    for (std::size_t stage = 0; stage < totals.size(); ++stage) close_column(out, stage);
    return out;
}

}  // namespace kheo::bodies
