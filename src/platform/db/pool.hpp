// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: a bounded number of connections, made when first wanted. Thread-safe; waits when all
// are lent.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace kheo::db {

template <typename C>
class Pool {
  public:
    explicit Pool(int size) : unmade_(size) {}

    /// A place was got: `connection` is an idle one, or null for the borrower to make it.
    struct Place {
        std::unique_ptr<C> connection;
    };

    /// nullopt when none came back in time.
    std::optional<Place> take(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        const auto free = [&] { return !idle_.empty() || unmade_ > 0; };
        if (!returned_.wait_for(lock, patience, free)) return std::nullopt;
        if (idle_.empty()) {
            --unmade_;
            return Place{};
        }
        Place place{std::move(idle_.back())};
        idle_.pop_back();
        return place;
    }

    /// null: the connection is of no use any more; its place becomes free.
    void give_back(std::unique_ptr<C> connection) {
        {
            const std::lock_guard lock(mutex_);
            if (connection)
                idle_.push_back(std::move(connection));
            else
                ++unmade_;
        }
        returned_.notify_one();
    }

    /// Hands everything idle to close(connection), e.g. when the server has gone and taken every session with
    /// it.
    template <typename F>
    void forget_idle(F&& close) {
        std::vector<std::unique_ptr<C>> gone;
        {
            const std::lock_guard lock(mutex_);
            gone.swap(idle_);
            unmade_ += static_cast<int>(gone.size());
        }
        for (auto& connection : gone) close(std::move(connection));
    }

  private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<C>> idle_;
    int unmade_;
};

}  // namespace kheo::db
