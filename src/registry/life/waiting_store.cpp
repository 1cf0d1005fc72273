// SPDX-License-Identifier: Apache-2.0
// Work that waits: counted for a unit, and as small rows for the work index.
#include <algorithm>

#include "registry/life/store.hpp"
#include "registry/life/work_index.hpp"

namespace kheo::registry::life {

namespace {

// A registered cycle stands where its initiative does by now.
constexpr std::string_view kSelect =
    "SELECT c.id, c.state, c.due_on, CASE WHEN c.registration_id IS NULL THEN c.unit_id ELSE i.unit_id END, "
    "c.book_unit_id, c.created_by, c.submitted_by, c.appraised_by, c.scored_by "
    "FROM initiative_cycle c LEFT JOIN initiative i ON i.id = c.initiative_id ";

/// "WHERE c.state IN ('draft', …)".
std::string select_waiting(std::string_view more = {}) {
    std::string out(kSelect);
    for (const auto state : kWaitingStates)
        out.append(state == kWaitingStates.front() ? "WHERE c.state IN ('" : "', '").append(state);
    return out.append("')").append(more);
}

auto to(const std::function<void(const WaitingRow&)>& take) {
    return [&take](const db::Row& row) {
        const auto state = std::ranges::find(kWaitingStates, row.text(1)) - kWaitingStates.begin();
        const auto due = row.get<std::optional<Date>>(2);
        take({.id = row.get<CycleId>(0),
              .state = static_cast<Waits>(state),
              .due = due ? due->days() : WaitingRow::kNoDay,
              .unit = row.get<territory::UnitId>(3),
              .book_unit = row.get<territory::UnitId>(4),
              .created_by = row.get<auth::UserId>(5),
              .submitted_by = row.get<auth::UserId>(6),
              .appraised_by = row.get<auth::UserId>(7),
              .scored_by = row.get<auth::UserId>(8)});
    };
}

}  // namespace

namespace store {

Result<> each_waiting(db::Transaction& tx, const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting());
}

Result<> waiting_of(db::Transaction& tx, InitiativeId initiative,
                    const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting(" AND c.initiative_id = ?1"), initiative);
}

Result<> waiting_of(db::Transaction& tx, CycleId cycle, const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting(" AND c.id = ?1"), cycle);
}

}  // namespace store

Result<std::int64_t> count_waiting(db::Transaction& tx, territory::UnitId unit, int campaign_year) {
    return tx.value(
        "SELECT count(*) FROM initiative_cycle WHERE campaign_year = ?1 AND (unit_id = ?2 OR book_unit_id = "
        "?2) "
        "AND state IN ('submitted', 'appraised')",
        campaign_year, unit);
}

}  // namespace kheo::registry::life
