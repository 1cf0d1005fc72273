// SPDX-License-Identifier: Apache-2.0
// The registrations of a FactSource as a run store, with what their numbers mean: units by rank, words of
// each dimension, themes and owners of each initiative. Immutable; share it between threads. Private to the
// slice.
#pragma once

#include <array>
#include <unordered_map>

#include "statistics/counter.hpp"
#include "statistics/runs/columns.hpp"

namespace kheo::statistics {

/// Columns of the store; after the day, the dimensions that are words.
enum class FactColumn : std::size_t { day, kind, owner_type, sector, field, basis, state, initiative };
inline constexpr std::size_t kWordColumns = 7;  // word columns are 1 … 6

/// Lists of small numbers, one list for each initiative.
struct Lists {
    std::vector<std::uint32_t> start{0}, values;
    std::span<const std::uint32_t> of(std::uint32_t initiative) const {
        return {values.data() + start[initiative], values.data() + start[initiative + 1]};
    }
};

struct ThemeName {
    std::string shown, folded;
};

struct FactRuns {
    std::shared_ptr<const runs::Runs> runs;
    std::vector<UnitId> units;  // by rank, in the order of the map it was made on
    std::unordered_map<std::int64_t, runs::Rank> ranks;
    std::array<std::vector<std::string>, kWordColumns> words;  // by column; 0 = not stated
    std::uint32_t initiatives = 0, owners = 0;
    Lists themes_of, owners_of;  // by initiative
    std::vector<ThemeName> themes;
};

/// Reads everything; nullptr when the facts hold a day or more words than the columns can, and only SQL will
/// do.
Result<std::shared_ptr<const FactRuns>> load_fact_runs(db::Transaction& tx, const territory::Atlas& atlas,
                                                       const FactSource& source, Date today);

/// Counts on these facts; they must be as new as the transaction that asks.
std::shared_ptr<Counter> run_counter(std::shared_ptr<const FactRuns> facts);

}  // namespace kheo::statistics
