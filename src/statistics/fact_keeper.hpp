// SPDX-License-Identifier: Apache-2.0
// The one run store of a running server: made from the database in the background, kept up with the ledger by
// the questions themselves, merged in the background. A question gets facts only when they are exactly those
// of its own transaction; otherwise SQL counts for it, to the same bytes. Part of the door; thread-safe; one
// per database. What other processes commit is seen as soon as a transaction sees it.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "platform/ledger/ledger.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

struct FactRuns;
class Counter;

class FactKeeper {
  public:
    using AtlasOf = std::function<std::shared_ptr<const territory::Atlas>()>;
    /// The database and the clock must outlive it.
    FactKeeper(db::Database& database, const Clock& clock, AtlasOf atlas, FactSource source);
    ~FactKeeper();
    FactKeeper(const FactKeeper&) = delete;

    /// From now on a thread of its own makes and merges what is needed; at once the first time.
    void start();
    /// Makes the columns now, on the calling thread.
    Result<> make();
    /// Puts what stands beside the columns into them, on the calling thread.
    void merge();

    /// The facts as this transaction sees them; nullptr when SQL must count: not ready, too far behind, ahead
    /// of the transaction, in a transaction that writes, or facts that do not fit.
    std::shared_ptr<const FactRuns> as_seen_by(db::Transaction& tx);

    /// For the metrics: bytes held, and how often each way answered.
    struct Figures {
        std::int64_t bytes = 0, by_runs = 0, by_sql = 0;
    };
    Figures figures() const;

  private:
    std::shared_ptr<const FactRuns> current() const;
    void put(std::shared_ptr<const FactRuns> facts);
    std::shared_ptr<const FactRuns> catch_up(db::Transaction& tx, const ledger::Standing& standing);
    std::shared_ptr<const FactRuns> find(db::Transaction& tx);
    void ask_for(bool& what);
    void work(std::stop_token stop);

    db::Database& database_;
    const Clock& clock_;
    AtlasOf atlas_;
    FactSource source_;

    mutable std::mutex mutex_;  // guards the next ones; held for moments only
    std::shared_ptr<const FactRuns> current_;
    bool unfit_ = false;  // facts that only SQL can count
    bool make_wanted_ = false, merge_wanted_ = false;
    std::int64_t by_runs_ = 0, by_sql_ = 0;
    std::condition_variable_any wake_;

    std::mutex following_;  // one catches up at a time
    std::jthread worker_;   // last: ends first
};

/// Counts on the keeper's facts when it has them, else in SQL; keeper may be nullptr.
std::shared_ptr<Counter> best_counter(FactKeeper* keeper, db::Transaction& tx, const FactSource& source);

/// The pivot, by whoever may count it quickest.
Result<PivotAnswer> pivot_of(FactKeeper* keeper, db::Transaction& tx, const territory::Atlas& atlas,
                             const FactSource& source, const PivotQuery& query, Date today);

/// What a comparison of both ways of counting finds, asked over all facts as the transaction sees them: one
/// line for each question whose answers differ. For `kheo check`.
Result<std::vector<std::string>> differing_answers(db::Transaction& tx, const territory::Atlas& atlas,
                                                   const FactSource& source, Date today);

}  // namespace kheo::statistics
