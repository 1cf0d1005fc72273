// SPDX-License-Identifier: Apache-2.0
// The run store of one kind of facts as it lives: columns that never change, and beside them the few rows
// that came and went since. Readers take what stands and count on it; they wait for nobody, neither for a
// change nor for a merge. Thread-safe.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>

#include "statistics/runs/ask.hpp"

namespace kheo::statistics::runs {

/// What a reader counts on; stays as it is while he holds it.
struct Standing {
    std::shared_ptr<const Runs> runs;
    Changes changes;
    std::size_t changed = 0;     // rows in `changes`
    std::int64_t position = -1;  // how far of the feed is in (the owner's number)
    Result<Answer> count(const Ask& ask) const { return runs::count(*runs, changes, ask); }
};

class Store {
  public:
    Store(std::shared_ptr<const Runs> runs, std::int64_t position);
    ~Store();
    Store(const Store&) = delete;

    std::shared_ptr<const Standing> current() const;

    /// Takes over rows that came and went; they count from now on. position: how far the feed is then.
    void change(std::vector<Change> changes, std::int64_t position);

    /// Makes columns of what stands and puts them in place of the old ones; what came meanwhile stays beside.
    void merge();
    /// The same on a thread of its own, when there is much beside the columns and none is running.
    void merge_if_much();

  private:
    void put(std::shared_ptr<const Standing> standing);

    mutable std::mutex standing_mutex_;  // held only while the pointer is copied
    std::shared_ptr<const Standing> standing_;
    std::mutex changing_;  // one change or exchange at a time
    std::mutex merging_;   // one merge at a time
    std::atomic<bool> busy_ = false;
    std::jthread worker_;
};

}  // namespace kheo::statistics::runs
