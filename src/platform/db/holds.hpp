// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: the names this process holds. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "platform/db/postgres_connection.hpp"

namespace kheo::db {

/// Among the threads of this process.
class LocalHolds {
  public:
    bool take(std::string_view name);
    void release(std::string_view name);

  private:
    std::mutex mutex_;
    std::set<std::string, std::less<>> held_;
};

/// Among all processes: session-level advisory locks on one connection of their own. When it breaks all names
/// are free again.
class PostgresHolds {
  public:
    explicit PostgresHolds(std::string url) : url_(std::move(url)) {}
    Result<bool> take(std::string_view name);
    void release(std::string_view name);

  private:
    Result<bool> lock(std::string_view name);

    std::string url_;
    std::mutex mutex_;
    std::unique_ptr<PostgresConnection> connection_;
};

}  // namespace kheo::db
