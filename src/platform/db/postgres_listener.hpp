// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: hears what other processes commit to the same PostgreSQL database. A thread with a
// connection of its own LISTENs; the topics come with NOTIFY at the moment of each commit, so none is skipped
// and sealing wakes nobody. The connection holds the name kServers in common with other listeners. After a
// lost connection everybody is told to look at everything again. Whoever listens (again) first looks whether
// a newer program has upgraded the data meanwhile: then this process is not to touch them any more.
#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "platform/db/postgres_connection.hpp"

namespace kheo::db {

/// Sessions of this process: what they notify was told already.
class OwnBackends {
  public:
    void add(int backend);
    void remove(int backend);
    bool contains(int backend) const;

  private:
    mutable std::mutex mutex_;
    std::multiset<int> all_;
};

class PostgresListener {
  public:
    PostgresListener(std::string url, const OwnBackends& own, std::shared_ptr<Listeners> listeners)
        : url_(std::move(url)), own_(own), listeners_(std::move(listeners)) {}
    /// Listens from now on, or as soon as the server can be reached.
    void start();
    /// A migration in the data that this program does not know, seen when it began to listen; 0 = none.
    int unknown_step() const { return unknown_step_; }

  private:
    void run(std::stop_token stop);
    bool connect();
    static bool hold_in_common(PostgresConnection& connection);
    void look_at_schema(PostgresConnection& connection);
    void hear();

    std::string url_;
    const OwnBackends& own_;
    std::shared_ptr<Listeners> listeners_;
    std::unique_ptr<PostgresConnection> connection_;
    std::atomic<int> unknown_step_{0};
    std::jthread thread_;
};

}  // namespace kheo::db
