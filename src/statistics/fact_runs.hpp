// SPDX-License-Identifier: Apache-2.0
// The registrations of a FactSource in memory: columns in the order of the map, and beside them the few
// initiatives that were changed since the columns were made, each whole. Everything is immutable and shared
// between threads; what follows the ledger makes a new FactRuns that shares the columns. Private to the
// slice.
#pragma once

#include <memory>
#include <span>

#include "platform/ledger/ledger.hpp"
#include "statistics/counter.hpp"
#include "statistics/fact_names.hpp"

namespace kheo::statistics {

/// Lists of small numbers, one list for each initiative.
struct Lists {
    std::vector<std::uint32_t> start{0}, values;
    std::span<const std::uint32_t> of(std::uint32_t initiative) const {
        return {values.data() + start[initiative], values.data() + start[initiative + 1]};
    }
};

/// Texts in one piece of memory, found by content.
class Pool {
  public:
    std::optional<std::uint32_t> find(std::string_view text) const;
    /// Adds texts that are not yet in it, in their order.
    void add(const std::vector<std::string>& texts);
    std::uint32_t size() const { return static_cast<std::uint32_t>(start_.size() - 1); }
    std::size_t bytes() const;

  private:
    std::string_view text(std::uint32_t number) const {
        return std::string_view(texts_).substr(start_[number], start_[number + 1] - start_[number]);
    }
    std::string texts_;
    std::vector<std::uint64_t> start_{0};
    std::vector<std::uint32_t> sorted_;
};

/// As read or merged once.
struct FactColumns {
    std::shared_ptr<const runs::Runs> runs;
    std::vector<std::int64_t> ids;  // of initiatives by number, ascending
    Lists themes_of, owners_of;     // by initiative
    Pool owners;                    // keys of owners by number
    std::optional<std::uint32_t> number_of(std::int64_t id) const;
    std::size_t bytes() const;
};

/// One registration beside the columns; values by column, values[initiative] unused.
struct FreshFact {
    runs::Rank rank = 0;
    std::array<std::uint16_t, kWordColumns> values{};
};

/// An initiative as it stands now; it takes the place of all its rows in the columns.
struct Changed {
    std::vector<FreshFact> facts;
    std::vector<std::uint32_t> themes, owners;
};

struct FactRuns {
    std::shared_ptr<const FactColumns> columns;
    std::shared_ptr<const FactNames> names;
    ledger::Standing standing;  // what the ledger held in the transaction these facts are of

    std::unordered_map<std::uint32_t, std::shared_ptr<const Changed>> changed;  // by number of the initiative
    std::vector<bool> hidden;             // initiatives of the columns that `changed` replaces; empty = none
    std::vector<std::int64_t> fresh_ids;  // of initiatives the columns do not know: number = ids.size() + i
    std::map<std::string, std::uint32_t, std::less<>> fresh_owners;  // that the columns do not know

    std::uint32_t initiatives() const {
        return static_cast<std::uint32_t>(columns->ids.size() + fresh_ids.size());
    }
    bool hides(std::uint32_t initiative) const { return !hidden.empty() && hidden[initiative]; }
    std::span<const std::uint32_t> themes_of(std::uint32_t initiative) const;
    std::span<const std::uint32_t> owners_of(std::uint32_t initiative) const;
    std::size_t bytes() const;
};

/// More registrations than this are not kept in memory (some 100 bytes each, twice that while they are
/// merged).
inline constexpr std::size_t kMostFacts = 12'000'000;

/// Reads everything; nullptr when the facts hold a day or more words than the columns can, or are too many,
/// and only SQL will do.
Result<std::shared_ptr<const FactRuns>> load_fact_runs(db::Transaction& tx, const territory::Atlas& atlas,
                                                       const FactSource& source, Date today);

/// `known` with these initiatives as the transaction sees them; nullptr as above.
Result<std::shared_ptr<const FactRuns>> follow(db::Transaction& tx, const FactSource& source,
                                               const FactRuns& known, std::span<const std::int64_t> ids,
                                               const ledger::Standing& standing);

/// The same facts, all of them in new columns.
std::shared_ptr<const FactRuns> merged(const FactRuns& facts);

/// Year of the earliest registration; nullopt when there is none.
std::optional<int> first_year(const FactRuns& facts);

/// Counts on these facts; they must be as new as the transaction that asks.
std::shared_ptr<Counter> run_counter(std::shared_ptr<const FactRuns> facts);

}  // namespace kheo::statistics
