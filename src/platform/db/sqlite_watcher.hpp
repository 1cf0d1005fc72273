// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: hears what other processes commit to the same SQLite file. Every announcing transaction
// counts up its topics in the table announcement; a thread with a connection of its own asks SQLite a few
// times a second whether anything was committed (PRAGMA data_version, no page is read) and then compares the
// counts. Sealing and the like announce nothing and wake nobody.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "platform/db/sqlite_connection.hpp"

namespace kheo::db {

using Counts = std::map<std::string, std::int64_t, std::less<>>;

/// Counts the topics up inside a writing transaction; the answer is the new counts.
Result<Counts> count_up(SqliteConnection& connection, const Topics& topics);

class SqliteWatcher {
  public:
    SqliteWatcher(std::filesystem::path file, std::shared_ptr<Listeners> listeners)
        : file_(std::move(file)), listeners_(std::move(listeners)) {}
    void start();
    /// Held by a writer of this process from its commit until it said with know() what it counted: in between
    /// its own change would look like somebody else's and be told twice.
    std::unique_lock<std::mutex> committing() { return std::unique_lock(mutex_); }
    /// Counts this process has committed and tells itself; inside committing().
    void know(const Counts& counts);

  private:
    void watch(std::stop_token stop);
    /// Topics counted further than known.
    Topics news();

    std::filesystem::path file_;
    std::shared_ptr<Listeners> listeners_;
    std::unique_ptr<SqliteConnection> connection_;
    std::mutex mutex_;
    Counts known_;
    std::jthread thread_;
};

}  // namespace kheo::db
