// SPDX-License-Identifier: Apache-2.0
// Work that waits: counted for a unit, and as small rows for the work index.
#include <algorithm>

#include "registry/life/deeds.hpp"
#include "registry/life/store.hpp"
#include "registry/life/work_index.hpp"

namespace kheo::registry::life {

namespace {

// A registered cycle stands where its initiative does by now.
constexpr std::string_view kSelect =
    "SELECT c.id, c.state, c.due_on, CASE WHEN c.registration_id IS NULL THEN c.unit_id ELSE i.unit_id END, "
    "c.book_unit_id, c.created_by, c.submitted_by, c.appraised_by, c.scored_by, c.campaign_year, c.round, "
    "CASE WHEN c.state IN ('nominated', 'returned') THEN (SELECT a.acted_by FROM cycle_act a WHERE "
    "a.cycle_id = "
    "c.id AND a.act IN ('nominate', 'return', 'send_back') ORDER BY a.id DESC LIMIT 1) END, "
    "CASE WHEN c.registration_id IS NULL THEN NULL ELSE c.initiative_id END, c.approved_at, c.created_at, "
    "CASE WHEN EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = c.initiative_id AND r.undone_at "
    "IS NULL AND r.campaign_year > c.campaign_year) THEN 1 ELSE 0 END "
    "FROM initiative_cycle c LEFT JOIN initiative i ON i.id = c.initiative_id ";

/// "c.state IN ('draft', …)": those of the table that wait for somebody of whom this holds.
template <typename Wanted>
std::string states_waiting(Wanted wanted) {
    std::string out;
    for (const auto& state : process().states)
        if (std::ranges::any_of(state.waits, wanted))
            out.append(out.empty() ? "c.state IN ('" : "', '").append(state.code);
    return out.append("')");
}
std::string waits() {
    return states_waiting([](const workflow::Wait&) { return true; });
}
std::string waits_for_judge() {
    return states_waiting(
        [](const workflow::Wait& wait) { return wait.permission != auth::Permission::propose; });
}

std::string select_waiting(std::string_view more = {}) {
    return std::string(kSelect).append("WHERE ").append(waits()).append(more);
}

/// The last of its thread but for what its own side added, not erased; read is an answer once the dossier
/// took a step or was examined since.
std::string select_open_remarks(std::string_view more) {
    return "SELECT r.cycle_id, r.id, coalesce(r.answers_id, r.id), r.side, r.awaits, r.due_on, r.due_why, "
           "r.written_by FROM cycle_remark r JOIN initiative_cycle c ON c.id = r.cycle_id WHERE r.awaits IS "
           "NOT NULL AND r.text IS NOT NULL AND " +
           waits() +
           " AND NOT EXISTS (SELECT 1 FROM cycle_remark n WHERE n.cycle_id = r.cycle_id AND n.id > r.id AND "
           "coalesce(n.answers_id, n.id) = coalesce(r.answers_id, r.id) AND (n.awaits IS NOT NULL OR n.side "
           "IS "
           "NULL OR n.side <> r.side)) AND (r.awaits = 'answer' OR (" +
           waits_for_judge() +
           " AND NOT EXISTS (SELECT 1 FROM cycle_act a WHERE a.cycle_id = r.cycle_id AND a.entry_id > "
           "r.entry_id) AND NOT EXISTS (SELECT 1 FROM cycle_examination e WHERE e.cycle_id = r.cycle_id AND "
           "e.examined_at > r.at)))" +
           std::string(more) + " ORDER BY r.id";
}

std::uint8_t place_of(std::string_view state) {
    const auto& all = process().states;
    return static_cast<std::uint8_t>(std::ranges::find(all, state, &workflow::State::code) - all.begin());
}

auto to(const std::function<void(const WaitingRow&)>& take) {
    return [&take](const db::Row& row) {
        const auto due = row.get<std::optional<Date>>(2);
        take({.id = row.get<CycleId>(0),
              .state = place_of(row.text(1)),
              .campaign_year = static_cast<std::int16_t>(row.integer(9)),
              .due = due ? due->days() : WaitingRow::kNoDay,
              .unit = row.get<territory::UnitId>(3),
              .book_unit = row.get<territory::UnitId>(4),
              .created_by = row.get<auth::UserId>(5),
              .submitted_by = row.get<auth::UserId>(6),
              .appraised_by = row.get<auth::UserId>(7),
              .scored_by = row.get<auth::UserId>(8),
              .acted_by = row.get<auth::UserId>(11),
              .round = row.get<std::int32_t>(10),
              .registered = row.get<InitiativeId>(12),
              .text_since = text_stands_since(row.integer(13), row.integer(14)),
              .gone_on = row.integer(15) != 0});
    };
}

}  // namespace

namespace store {

Result<> each_waiting(db::Transaction& tx, const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting());
}

Result<> each_writer(db::Transaction& tx, const std::function<void(CycleId, auth::UserId)>& take) {
    static const std::string sql = "SELECT w.cycle_id, w.user_id FROM (" + all_writers() +
                                   ") w JOIN initiative_cycle c ON c.id = w.cycle_id WHERE " + waits();
    return tx.each([&](const db::Row& row) { take(row.get<CycleId>(0), row.get<auth::UserId>(1)); }, sql);
}

Result<> each_examiner(db::Transaction& tx, const std::function<void(CycleId, auth::UserId)>& take) {
    static const std::string sql =
        "SELECT DISTINCT e.cycle_id, e.examined_by FROM cycle_examination e JOIN initiative_cycle c ON "
        "c.id = e.cycle_id AND c.round = e.round WHERE e.examined_by IS NOT NULL AND " +
        waits();
    return tx.each([&](const db::Row& row) { take(row.get<CycleId>(0), row.get<auth::UserId>(1)); }, sql);
}

Result<> waiting_of(db::Transaction& tx, InitiativeId initiative,
                    const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting(" AND c.initiative_id = ?1"), initiative);
}

Result<> waiting_of(db::Transaction& tx, CycleId cycle, const std::function<void(const WaitingRow&)>& take) {
    return tx.each(to(take), select_waiting(" AND c.id = ?1"), cycle);
}

Result<> each_open_remark(db::Transaction& tx, std::optional<CycleId> one,
                          const std::function<void(OpenRemark)>& take) {
    const auto row_to = [&](const db::Row& row) {
        take({row.get<CycleId>(0), row.get<RemarkId>(1), row.get<RemarkId>(2), speaker(row.text(3)),
              awaits(row.text(4)), row.get<std::optional<Date>>(5), row.get<std::string>(6),
              row.get<auth::UserId>(7)});
    };
    if (one) return tx.each(row_to, select_open_remarks(" AND r.cycle_id = ?1"), *one);
    return tx.each(row_to, select_open_remarks({}));
}

}  // namespace store

// Two questions with an index each: with OR, SQLite reads everything that waits in the country.
Result<std::int64_t> count_waiting(db::Transaction& tx, territory::UnitId unit, int campaign_year) {
    return tx.value(
        "SELECT count(*) FROM (SELECT id FROM initiative_cycle WHERE unit_id = ?2 AND campaign_year = ?1 AND "
        "state IN ('submitted', 'appraised') UNION SELECT id FROM initiative_cycle WHERE book_unit_id = ?2 "
        "AND campaign_year = ?1 AND state IN ('submitted', 'appraised')) AS waiting",
        campaign_year, unit);
}

}  // namespace kheo::registry::life
