// SPDX-License-Identifier: Apache-2.0
// Stops a server whose data a newer program has upgraded. On PostgreSQL an upgrade does not find a server
// that has not subscribed yet or whose listening connection is lost just then (docs/decisions/0055); it
// learns of it when it listens (again).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/db/database.hpp"

namespace kheo::app {

class UpgradeWatch {
  public:
    /// Looks at once and whenever changes may have been missed. stop() is called at most once, on a thread of
    /// the watch. The database outlives it.
    UpgradeWatch(db::Database& database, std::function<void()> stop);
    UpgradeWatch(const UpgradeWatch&) = delete;

    /// The sentence (environment) when it stopped the server, nothing otherwise. From any thread.
    Result<> verdict() const;

  private:
    void run(const std::stop_token& stopping);
    bool outgrown();

    db::Database& database_;
    std::function<void()> stop_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    bool due_ = true;
    std::optional<Error> found_;
    db::Subscription changes_;
    std::jthread thread_;
};

}  // namespace kheo::app
