// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence/store.hpp"

#include <algorithm>

#include "registry/evidence/messages.gen.hpp"

namespace kheo::registry::evidence {

namespace {

constexpr std::string_view kVisitColumns =
    "SELECT id, cycle_id, kind, visited_on, place, bodies, findings, conclusion, latitude_milli, "
    "longitude_milli, created_at, created_by, corrects_id, ended, ended_at, ended_by, ended_reason FROM "
    "cycle_visit ";

Visit read_visit(const db::Row& row) {
    Visit v;
    v.id = row.get<VisitId>(0);
    v.cycle = row.get<life::CycleId>(1);
    v.kind = visit_kind(row.text(2)).value_or(VisitKind::check);
    v.on = row.get<Date>(3);
    v.place = row.get<std::string>(4);
    v.bodies = row.get<std::string>(5);
    v.findings = row.get<std::string>(6);
    v.concluded = conclusion(row.text(7)).value_or(Conclusion::to_fix);
    if (!row.is_null(8) && !row.is_null(9)) v.point = Point{row.get<int>(8), row.get<int>(9)};
    v.made = {row.get<auth::UserId>(11), row.integer(10)};
    v.corrects = row.get<VisitId>(12);
    if (!row.is_null(13))
        v.ended = {row.text(13) == "corrected" ? VisitEnd::How::corrected : VisitEnd::How::withdrawn,
                   row.get<std::string>(16),
                   {row.get<auth::UserId>(15), row.integer(14)}};
    return v;
}

FollowUp read_follow_up(const db::Row& row) {
    return {row.get<FollowUpId>(0),
            row.get<std::string>(1),
            row.get<Date>(2),
            {row.get<auth::UserId>(4), row.integer(3)}};
}

Result<> fill(db::Transaction& tx, Visit& visit) {
    visit.people = TRY(tx.all(
        [](const db::Row& row) { return row.get<auth::UserId>(0); },
        "SELECT account_id FROM cycle_visit_person WHERE visit_id = ?1 ORDER BY account_id", visit.id));
    visit.follow_ups = TRY(tx.all(read_follow_up,
                                  "SELECT id, text, due_on, done_at, done_by FROM cycle_follow_up "
                                  "WHERE visit_id = ?1 ORDER BY due_on, id",
                                  visit.id));
    return {};
}

Quantity read_quantity(const db::Row& row) {
    Quantity q;
    q.id = row.get<QuantityId>(0);
    q.cycle = row.get<life::CycleId>(1);
    q.kind = find_kind(row.text(2));
    q.planned = row.get<bool>(3);
    q.source = row.get<std::string>(4);
    q.amount = row.integer(5);
    q.note = row.get<std::string>(6);
    q.made = {row.get<auth::UserId>(8), row.integer(7)};
    return q;
}

void add(std::vector<Sum>& sums, const db::Row& row) {
    const auto* kind = find_kind(row.text(0));
    if (!kind) return;
    auto sum = std::ranges::find(sums, kind, &Sum::kind);
    if (sum == sums.end()) sum = sums.insert(sums.end(), Sum{kind, 0, 0, {}});
    const auto amount = row.integer(3);
    if (row.get<bool>(1)) {
        sum->planned += amount;
        return;
    }
    sum->actual += amount;
    if (const auto* source = find_source(row.text(2))) sum->actual_by_source.emplace_back(source, amount);
}

/// In the order of the kinds.
Result<std::vector<Sum>> sums_where(db::Transaction& tx, std::string_view where, std::int64_t id) {
    std::vector<Sum> out;
    TRY(tx.each(
        [&](const db::Row& row) { add(out, row); },
        "SELECT q.kind, q.planned, q.source, CAST(SUM(q.amount) AS BIGINT) FROM cycle_quantity q JOIN "
        "initiative_cycle c ON c.id = q.cycle_id WHERE q.removed_at IS NULL AND " +
            std::string(where) + " GROUP BY q.kind, q.planned, q.source ORDER BY q.kind, q.source",
        id));
    std::ranges::sort(out, {}, [](const Sum& sum) { return sum.kind - quantity_kinds().data(); });
    return out;
}

// A practice that a live registration of this very year names.
constexpr std::string_view kPublicCycle =
    "EXISTS (SELECT 1 FROM initiative_cycle c JOIN initiative i ON i.id = c.initiative_id JOIN registration "
    "r "
    "ON r.id = c.registration_id WHERE i.kind = 'practice' AND r.undone_at IS NULL AND c.id = ";

}  // namespace

namespace store {

Result<VisitId> insert(db::Transaction& tx, const Visit& v, std::string_view request_key,
                       const Committed& committed) {
    const auto id = TRY(tx.value<VisitId>(
        "INSERT INTO cycle_visit (cycle_id, kind, visited_on, place, bodies, findings, conclusion, "
        "latitude_milli, longitude_milli, created_at, created_by, request_key, salt, entry_id, corrects_id) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING id",
        v.cycle, code(v.kind), v.on, v.place, v.bodies, v.findings, code(v.concluded),
        v.point ? std::optional(std::int64_t{v.point->latitude}) : std::nullopt,
        v.point ? std::optional(std::int64_t{v.point->longitude}) : std::nullopt, v.made.at, v.made.by,
        request_key.empty() ? std::nullopt : std::optional(request_key), db::Param::Blob{committed.salt},
        committed.entry, v.corrects));
    for (const auto person : v.people)
        TRY(tx.exec("INSERT INTO cycle_visit_person (visit_id, account_id) VALUES (?1, ?2)", id, person));
    for (const auto& follow_up : v.follow_ups)
        TRY(tx.exec(
            "INSERT INTO cycle_follow_up (visit_id, text, due_on, done_at, done_by) VALUES (?1, ?2, "
            "?3, ?4, ?5)",
            id, follow_up.text, follow_up.due,
            follow_up.done.at != 0 ? std::optional(follow_up.done.at) : std::nullopt, follow_up.done.by));
    return id;
}

Result<bool> end(db::Transaction& tx, VisitId id, const VisitEnd& end, std::string_view request_key,
                 const Committed& committed) {
    return TRY(tx.exec("UPDATE cycle_visit SET ended = ?2, ended_at = ?3, ended_by = ?4, ended_reason = ?5, "
                       "ended_salt = ?6, ended_entry_id = ?7, ended_key = ?8 WHERE id = ?1 AND ended IS NULL",
                       id, end.how == VisitEnd::How::corrected ? "corrected" : "withdrawn", end.by.at,
                       end.by.by, end.reason, db::Param::Blob{committed.salt}, committed.entry,
                       request_key.empty() ? std::nullopt : std::optional(request_key))) == 1;
}

Result<std::optional<VisitId>> find_end_request(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return std::nullopt;
    return tx.find([](const db::Row& row) { return row.get<VisitId>(0); },
                   "SELECT id FROM cycle_visit WHERE ended_key = ?1", request_key);
}

Result<std::optional<VisitId>> find_visit_request(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return std::nullopt;
    return tx.find([](const db::Row& row) { return row.get<VisitId>(0); },
                   "SELECT id FROM cycle_visit WHERE request_key = ?1", request_key);
}

Result<std::vector<Visit>> visits(db::Transaction& tx, life::CycleId cycle) {
    auto all = TRY(
        tx.all(read_visit,
               std::string(kVisitColumns) + "WHERE cycle_id = ?1 ORDER BY visited_on DESC, id DESC", cycle));
    for (auto& visit : all) TRY(fill(tx, visit));
    return all;
}

Result<std::optional<Visit>> find(db::Transaction& tx, VisitId id) {
    auto found = TRY(tx.find(read_visit, std::string(kVisitColumns) + "WHERE id = ?1", id));
    if (found) TRY(fill(tx, *found));
    return found;
}

Result<std::int64_t> count_visits(db::Transaction& tx, life::CycleId cycle) {
    return tx.value("SELECT count(*) FROM cycle_visit WHERE cycle_id = ?1 AND ended IS NULL", cycle);
}

Result<std::optional<VisitId>> visit_of(db::Transaction& tx, FollowUpId id) {
    return tx.find([](const db::Row& row) { return row.get<VisitId>(0); },
                   "SELECT visit_id FROM cycle_follow_up WHERE id = ?1", id);
}

Result<> mark_done(db::Transaction& tx, FollowUpId id, const Actor& actor) {
    TRY(tx.exec("UPDATE cycle_follow_up SET done_at = ?2, done_by = ?3 WHERE id = ?1 AND done_at IS NULL", id,
                actor.at, actor.user));
    return {};
}

Result<QuantityId> insert(db::Transaction& tx, const Quantity& q, std::string_view request_key,
                          const Committed& committed) {
    return tx.value<QuantityId>(
        "INSERT INTO cycle_quantity (cycle_id, side, kind, planned, source, amount, note, created_at, "
        "created_by, request_key, salt, entry_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
        "RETURNING id",
        q.cycle, code(q.kind->side), q.kind->code, q.planned, q.source, q.amount, q.note, q.made.at,
        q.made.by, request_key.empty() ? std::nullopt : std::optional(request_key),
        db::Param::Blob{committed.salt}, committed.entry);
}

Result<std::optional<QuantityId>> find_quantity_request(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return std::nullopt;
    return tx.find([](const db::Row& row) { return row.get<QuantityId>(0); },
                   "SELECT id FROM cycle_quantity WHERE request_key = ?1", request_key);
}

Result<std::vector<Quantity>> quantities(db::Transaction& tx, life::CycleId cycle) {
    auto all = TRY(tx.all(read_quantity,
                          "SELECT id, cycle_id, kind, planned, source, amount, note, created_at, created_by "
                          "FROM cycle_quantity WHERE cycle_id = ?1 AND removed_at IS NULL ORDER BY id DESC",
                          cycle));
    std::erase_if(all, [](const Quantity& q) { return !q.kind; });
    return all;
}

Result<bool> cross_out(db::Transaction& tx, life::CycleId cycle, QuantityId id, const Actor& actor) {
    return TRY(tx.exec(
               "UPDATE cycle_quantity SET removed_at = ?3, removed_by = ?4 WHERE id = ?1 AND cycle_id "
               "= ?2 AND removed_at IS NULL",
               id, cycle, actor.at, actor.user)) == 1;
}

Result<std::int64_t> count_quantities(db::Transaction& tx, life::CycleId cycle) {
    return tx.value("SELECT count(*) FROM cycle_quantity WHERE cycle_id = ?1 AND removed_at IS NULL", cycle);
}

Result<std::vector<std::pair<Visit, Committed>>> committed_visits(db::Transaction& tx) {
    // The salt and the entry stand behind the columns of a visit.
    auto sql = std::string(kVisitColumns);
    sql.insert(sql.find(" FROM"), ", salt, entry_id");
    auto all = TRY(tx.all(
        [](const db::Row& row) {
            return std::pair(read_visit(row), Committed{row.get<std::string>(17), row.integer(18)});
        },
        sql + "WHERE findings IS NOT NULL ORDER BY id"));
    for (auto& [visit, committed] : all) TRY(fill(tx, visit));
    std::erase_if(all, [](const auto& one) {
        return std::ranges::any_of(one.first.follow_ups, [](const FollowUp& f) { return f.text.empty(); });
    });
    return all;
}

Result<std::vector<std::pair<Visit, Committed>>> committed_ends(db::Transaction& tx) {
    auto sql = std::string(kVisitColumns);
    sql.insert(sql.find(" FROM"), ", ended_salt, ended_entry_id");
    return tx.all(
        [](const db::Row& row) {
            return std::pair(read_visit(row), Committed{row.get<std::string>(17), row.integer(18)});
        },
        sql + "WHERE ended_reason IS NOT NULL ORDER BY id");
}

Result<std::vector<std::pair<Quantity, Committed>>> committed_quantities(db::Transaction& tx) {
    auto all = TRY(tx.all(
        [](const db::Row& row) {
            return std::pair(read_quantity(row), Committed{row.get<std::string>(9), row.integer(10)});
        },
        "SELECT id, cycle_id, kind, planned, source, amount, note, created_at, created_by, salt, entry_id "
        "FROM "
        "cycle_quantity WHERE note IS NOT NULL ORDER BY id"));
    std::erase_if(all, [](const auto& one) { return !one.first.kind; });
    return all;
}

Result<bool> is_public(db::Transaction& tx, std::int64_t cycle) {
    return TRY(tx.value("SELECT CASE WHEN " + std::string(kPublicCycle) + "?1) THEN 1 ELSE 0 END", cycle)) ==
           1;
}

}  // namespace store

Result<> open_follow_ups(db::Transaction& tx, std::optional<life::CycleId> one,
                         const std::function<void(life::OpenFollowUp)>& take) {
    const auto row_to = [&](const db::Row& row) {
        take({row.get<life::CycleId>(0), row.get<Date>(1),
              Sentence(msg::due_by_visit, {{"date", row.get<Date>(2).vietnamese()}}).in(Language::vi)});
    };
    constexpr std::string_view kOpen =
        "SELECT v.cycle_id, f.due_on, v.visited_on FROM cycle_follow_up f JOIN cycle_visit v ON v.id = "
        "f.visit_id WHERE f.done_at IS NULL AND v.ended IS NULL";
    if (one) return tx.each(row_to, std::string(kOpen) + " AND v.cycle_id = ?1 ORDER BY f.id", *one);
    return tx.each(row_to, std::string(kOpen) + " ORDER BY f.id");
}

std::string_view public_subject() {
    static const auto condition = "attachment.subject_type = 'initiative_cycle' AND " +
                                  std::string(kPublicCycle) + "attachment.subject_id)";
    return condition;
}

std::vector<db::PublicTable> public_tables() {
    static const auto rows =
        std::string(kPublicCycle) +
        "initiative_cycle.id) AND EXISTS (SELECT 1 FROM attachment a WHERE a.subject_type = "
        "'initiative_cycle' AND a.subject_id = initiative_cycle.id AND a.published_at IS NOT NULL AND "
        "a.removed_at IS NULL)";
    return {
        {"initiative_cycle",
         {{"id"}, {"code"}, {"initiative_id"}, {"registration_id"}, {"campaign_year"}, {"kind"}, {"basis"}},
         rows}};
}

Result<std::vector<Sum>> sums(db::Transaction& tx, life::CycleId cycle) {
    return sums_where(tx, "c.id = ?1", cycle.value);
}

Result<std::vector<Sum>> sums_of_initiative(db::Transaction& tx, InitiativeId initiative) {
    return sums_where(tx, "c.registration_id IS NOT NULL AND c.initiative_id = ?1", initiative.value);
}

Result<std::vector<file::Attachment>> public_photos(db::Transaction& tx, InitiativeId initiative) {
    std::vector<file::Attachment> out;
    const auto cycles = TRY(tx.all([](const db::Row& row) { return row.integer(0); },
                                   "SELECT c.id FROM initiative_cycle c JOIN registration r ON r.id = "
                                   "c.registration_id WHERE c.initiative_id = ?1 AND r.undone_at IS NULL "
                                   "ORDER BY c.campaign_year DESC, c.id DESC",
                                   initiative));
    for (const auto cycle : cycles)
        for (auto& photo : TRY(file::list(tx, {std::string(kCycleSubject), cycle})))
            if (photo.published_at != 0 && file::may_be_published(photo)) out.push_back(std::move(photo));
    return out;
}

}  // namespace kheo::registry::evidence
