// SPDX-License-Identifier: Apache-2.0
// Sessions read lately, so that not every request asks the database who is asking. What is kept is forgotten
// at once when accounts, grants or sessions change in this process, and after a second in any case: that is
// when a change made by another process is seen at the latest. Tokens are not kept, only their hashes.
// Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"

namespace kheo::auth {

struct KnownSession {
    Principal who;
    Millis seen_at = 0, idle_ms = 0, ends_at = 0;
    std::optional<Date> factor_from{};  // from when a rule will ask for the second step that is not set up
    bool ended(Millis now) const { return now >= ends_at || now >= seen_at + idle_ms; }
};

class SessionCache {
  public:
    /// Number of changes so far: taken before a session is read from the database.
    std::uint64_t changes() const { return changes_; }
    /// Accounts, grants or sessions have changed.
    void changed() { ++changes_; }

    /// nullopt when it is not known, or may have changed since it was read.
    std::optional<KnownSession> find(const std::string& hash) const;
    void keep(const std::string& hash, const KnownSession& session, std::uint64_t changes_seen);

  private:
    struct Entry {
        KnownSession session;
        std::uint64_t changes_seen;
        std::chrono::steady_clock::time_point read_at;
    };
    std::atomic<std::uint64_t> changes_{0};
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace kheo::auth
