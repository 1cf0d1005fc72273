// SPDX-License-Identifier: Apache-2.0
// Private to the room: every cycle that waits for somebody, as small rows in memory (about 80 bytes each, no
// text and no name), so that a desk does not read them all with every view. The ledger is the feed: each
// question first looks how far the ledger is in its own transaction, and reads anew what was written about
// since, by whichever process. Rights, the day and the map are the asker's and never kept here. Thread-safe;
// one per database.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "platform/ledger/ledger.hpp"
#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// A state in which somebody has something to do.
enum class Waits : std::uint8_t {
    draft,
    returned,
    submitted,
    appraised,
    registered,
    self_assessed,
    checked,
    scored,
    nominated,
};
/// By their codes, in the order above.
inline constexpr std::array<std::string_view, 9> kWaitingStates{"draft",     "returned",   "submitted",
                                                                "appraised", "registered", "self_assessed",
                                                                "checked",   "scored",     "nominated"};

struct WaitingRow {
    CycleId id;
    Waits state = Waits::draft;
    std::int32_t due = kNoDay;  // days of Date; those without a term come last
    territory::UnitId unit, book_unit;
    auth::UserId created_by, submitted_by, appraised_by, scored_by;
    // places of unit and book_unit among WorkIndex::Snapshot::units
    std::uint32_t unit_no = 0, book_no = 0;

    static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::max();
};

class WorkIndex {
  public:
    struct Snapshot {
        std::vector<WaitingRow> rows;          // by due day, then by id
        std::vector<territory::UnitId> units;  // each once
        std::unordered_map<territory::UnitId, std::uint32_t> places;
        ledger::Standing at;
    };
    using Kept = std::shared_ptr<const Snapshot>;

    /// What waits, exactly as the transaction sees it.
    Result<Kept> as_seen_by(db::Transaction& tx);

  private:
    std::mutex mutex_;
    Kept kept_;  // of committed states only
};

}  // namespace kheo::registry::life
