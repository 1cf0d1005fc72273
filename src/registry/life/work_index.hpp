// SPDX-License-Identifier: Apache-2.0
// Private to the room: every cycle that waits for somebody, as small rows in memory (about 200 bytes each, no
// text and no name), so that a desk does not read them all with every view. What waits on a dossier beside
// its step (a question, what a visit asked for) is a row of its own: one per dossier and kind, due with the
// first. The ledger is the feed: each question first looks how far the ledger is in its own transaction, and
// reads anew what was written about since, by whichever process. Rights, the day and the map are the asker's
// and never kept here. Who bears the owner's name and was not cleared yet is shown the dossier all the same:
// no name is kept, its page says why somebody else must do it. Thread-safe; one per database.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "platform/ledger/ledger.hpp"
#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// What a dossier waits for beside its own step.
enum class Errand : std::uint8_t {
    none,         // the step itself
    answer,       // a question to the owner's side
    answer_them,  // a question of the owner's side
    read_answer,  // the owner's side answered while the dossier waits
    follow_up     // what a visit asked for
};

struct WaitingRow {
    CycleId id;
    std::uint8_t state = 0;  // its place among process().states
    Errand errand = Errand::none;
    std::int16_t campaign_year = 0;
    std::int32_t due = kNoDay;  // days of Date; those without a term come last
    territory::UnitId unit, book_unit;
    auth::UserId created_by, submitted_by, appraised_by, scored_by;
    auth::UserId acted_by;    // who nominated it, or sent it back
    auth::UserId asked_by{};  // the one person whose question it is; none: several
    std::int32_t round = 0;
    InitiativeId registered{};              // once it is
    Millis text_since = 0;                  // edits of the registered text after this moment count
    bool gone_on = false;                   // registered for a later year: nobody carries it over
    std::vector<auth::UserId> writers{};    // who worked for the owner's side, beside the two above
    std::vector<auth::UserId> examiners{};  // who gave a verdict in this round
    // places of unit and book_unit among WorkIndex::Snapshot::units
    std::uint32_t unit_no = 0, book_no = 0;
    std::string due_why{};  // of an errand: why it is due then

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

    explicit WorkIndex(FollowUps follow_ups = {}) : follow_ups_(std::move(follow_ups)) {}

    /// What waits, exactly as the transaction sees it.
    Result<Kept> as_seen_by(db::Transaction& tx);

  private:
    FollowUps follow_ups_;
    std::mutex mutex_;
    Kept kept_;  // of committed states only
};

}  // namespace kheo::registry::life
