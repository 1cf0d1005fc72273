// SPDX-License-Identifier: Apache-2.0
// Progress of calls in memory, as of a state of the ledger: registrations, quotas, reminders and mailboxes
// all write entries, so that an equal number of entries means an equal answer (ledger::standing).
// Thread-safe. Private to the slice.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "movement/progress.hpp"

namespace kheo::movement {

/// What an answer depends on beside the call itself.
struct Stamp {
    std::int64_t entries = 0;
    std::uint64_t map = 0;  // Atlas::serial
    Date today;

    bool operator==(const Stamp&) const = default;
};

class Kept {
  public:
    std::shared_ptr<const Progress> find(CallId call, const Stamp& stamp) const;
    void keep(CallId call, const Stamp& stamp, std::shared_ptr<const Progress> progress);

  private:
    struct Entry {
        Stamp stamp;
        std::shared_ptr<const Progress> progress;
    };
    mutable std::mutex mutex_;
    std::map<CallId, Entry> calls_;
};

}  // namespace kheo::movement
