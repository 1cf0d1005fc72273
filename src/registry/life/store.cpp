// SPDX-License-Identifier: Apache-2.0
#include "registry/life/store.hpp"

#include "base/text.hpp"

namespace kheo::registry::life {

namespace {

using db::Row;

// A registered cycle is called what its initiative is called by now.
constexpr std::string_view kColumns =
    "SELECT c.id, c.code, c.initiative_id, c.registration_id, c.continues_id, c.campaign_year, "
    "CASE WHEN c.registration_id IS NULL THEN c.unit_id ELSE i.unit_id END, c.book_unit_id, "
    "CASE WHEN c.registration_id IS NULL THEN c.kind ELSE i.kind END, "
    "CASE WHEN c.registration_id IS NULL THEN c.title ELSE i.title END, "
    "c.basis, c.state, c.row_version, c.round, c.state_since, c.due_on, c.due_why, c.reg_no, c.launched_on, "
    "c.created_at, c.created_by, c.submitted_at, c.submitted_by, c.appraised_at, c.appraised_by, "
    "c.approved_at, c.approved_by, c.scored_by "
    "FROM initiative_cycle c LEFT JOIN initiative i ON i.id = c.initiative_id ";

std::string with(std::string_view rest) {
    return std::string(kColumns).append(rest);
}

Step step(const Row& row, int column) {
    return {row.get<auth::UserId>(column + 1), row.integer(column)};
}

Cycle read(const Row& row) {
    Cycle c;
    c.id = row.get<CycleId>(0);
    c.code = row.get<std::string>(1);
    c.initiative = row.get<InitiativeId>(2);
    c.registration = row.get<RegistrationId>(3);
    c.continues = row.get<CycleId>(4);
    c.campaign_year = row.get<int>(5);
    c.unit = row.get<territory::UnitId>(6);
    c.book_unit = row.get<territory::UnitId>(7);
    c.kind = parse_code<Kind>(row.text(8)).value_or(Kind::practice);
    c.title = row.get<std::string>(9);
    c.basis = parse_code<Basis>(row.text(10)).value_or(Basis::fresh);
    c.state = row.get<std::string>(11);
    c.row_version = row.integer(12);
    c.round = row.get<int>(13);
    c.state_since = row.integer(14);
    c.due = row.get<std::optional<Date>>(15);
    c.due_why = row.get<std::string>(16);
    c.reg_no = row.integer(17);
    c.launched_on = row.get<std::optional<Date>>(18);
    c.created = step(row, 19);
    c.submitted = step(row, 21);
    c.appraised = step(row, 23);
    c.approved = step(row, 25);
    c.scored_by = row.get<auth::UserId>(27);
    return c;
}

}  // namespace

Result<std::optional<Cycle>> find(db::Transaction& tx, std::string_view code) {
    return tx.find(read, with("WHERE c.code = ?1"), code);
}

Result<std::optional<Cycle>> find(db::Transaction& tx, CycleId id) {
    return tx.find(read, with("WHERE c.id = ?1"), id);
}

Result<std::optional<Cycle>> current_of(db::Transaction& tx, InitiativeId initiative) {
    return tx.find(read, with("WHERE c.initiative_id = ?1 ORDER BY c.campaign_year DESC, c.id DESC LIMIT 1"),
                   initiative);
}

Result<Millis> last_done(db::Transaction& tx, CycleId cycle, std::string_view act) {
    return store::last_done(tx, cycle, act);
}

namespace store {

namespace {

std::optional<std::int64_t> or_null(std::int64_t number) {
    if (number == 0) return std::nullopt;
    return number;
}

std::optional<std::string_view> or_null(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::string text_of(const Row& row) {
    return row.get<std::string>(0);
}

}  // namespace

Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find(text_of, "SELECT code FROM initiative_cycle WHERE request_key = ?1", request_key);
}

Result<CycleId> insert(db::Transaction& tx, const Cycle& c, std::optional<std::string> statement_json,
                       std::string_view request_key) {
    return CycleId{TRY(tx.value(
        "INSERT INTO initiative_cycle (code, initiative_id, registration_id, continues_id, campaign_year, "
        "unit_id, book_unit_id, kind, title, title_folded, statement_json, basis, state, row_version, round, "
        "state_since, due_on, due_why, created_at, created_by, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
        "?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?15, ?16, ?17, ?18, ?19, ?20) RETURNING id",
        c.code, c.initiative, c.registration, c.continues, c.campaign_year, c.unit, c.book_unit, code(c.kind),
        c.title, fold_words(c.title), statement_json, code(c.basis), c.state, c.round, c.state_since, c.due,
        c.due_why, c.created.at, c.created.by, or_null(request_key)))};
}

Result<std::string> statement_json(db::Transaction& tx, CycleId id) {
    auto found = TRY(tx.find(text_of,
                             "SELECT statement_json FROM initiative_cycle WHERE id = ?1 AND statement_json "
                             "IS NOT NULL",
                             id));
    return found ? *std::move(found) : std::string();
}

Result<bool> revise(db::Transaction& tx, const Cycle& c, std::int64_t expected,
                    std::string_view statement_json) {
    return TRY(tx.exec("UPDATE initiative_cycle SET unit_id = ?3, book_unit_id = ?4, kind = ?5, title = ?6, "
                       "title_folded = ?7, statement_json = ?8, row_version = row_version + 1 "
                       "WHERE id = ?1 AND row_version = ?2",
                       c.id, expected, c.unit, c.book_unit, code(c.kind), c.title, fold_words(c.title),
                       statement_json)) > 0;
}

Result<bool> advance(db::Transaction& tx, const Cycle& c, std::int64_t expected) {
    const auto changed = TRY(tx.exec(
        "UPDATE initiative_cycle SET initiative_id = ?3, registration_id = ?4, state = ?5, round = ?6, "
        "state_since = ?7, due_on = ?8, due_why = ?9, reg_no = ?10, launched_on = ?11, submitted_at = ?12, "
        "submitted_by = ?13, appraised_at = ?14, appraised_by = ?15, approved_at = ?16, approved_by = ?17, "
        "scored_by = ?18, book_unit_id = ?19, row_version = row_version + 1 WHERE id = ?1 AND row_version = "
        "?2",
        c.id, expected, c.initiative, c.registration, c.state, c.round, c.state_since, c.due, c.due_why,
        or_null(c.reg_no), c.launched_on, or_null(c.submitted.at), c.submitted.by, or_null(c.appraised.at),
        c.appraised.by, or_null(c.approved.at), c.approved.by, c.scored_by, c.book_unit));
    if (changed > 0 && c.registered())
        TRY(
            tx.exec("UPDATE initiative_cycle SET statement_json = NULL WHERE id = ?1 AND statement_json IS "
                    "NOT NULL",
                    c.id));
    return changed > 0;
}

Result<std::optional<Cycle>> of_year(db::Transaction& tx, InitiativeId initiative, int campaign_year) {
    return tx.find(read,
                   with("WHERE c.initiative_id = ?1 AND c.campaign_year = ?2 AND c.state NOT IN "
                        "('withdrawn', 'declined') ORDER BY c.id DESC LIMIT 1"),
                   initiative, campaign_year);
}

Result<bool> is_newest(db::Transaction& tx, const Cycle& cycle) {
    return TRY(tx.value("SELECT count(*) FROM registration WHERE initiative_id = ?1 AND undone_at IS NULL "
                        "AND campaign_year > ?2",
                        cycle.initiative, cycle.campaign_year)) == 0;
}

Result<> each_title(db::Transaction& tx, const Cycle& cycle, const std::function<void(const Titled&)>& take) {
    return tx.each(
        [&](const Row& row) {
            take({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                  row.get<territory::UnitId>(3), row.get<CycleId>(4)});
        },
        "SELECT name, title, folded, unit_id, cycle_id FROM (SELECT i.number AS name, i.title AS title, "
        "i.title_folded AS folded, i.unit_id AS unit_id, NULL AS cycle_id, 1 AS registered, i.id AS id "
        "FROM initiative i WHERE (i.unit_id IN (?1, ?2) OR i.id IN (SELECT b.initiative_id FROM "
        "initiative_cycle b WHERE b.book_unit_id = ?2)) "
        "AND i.id <> ?4 AND EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND "
        "r.undone_at IS NULL) UNION ALL SELECT c.code, c.title, c.title_folded, c.unit_id, c.id, 0, c.id "
        "FROM "
        "initiative_cycle c WHERE c.book_unit_id = ?2 AND c.id <> ?3 AND c.registration_id IS NULL AND "
        "c.state NOT IN ('draft', 'withdrawn', 'declined')) other ORDER BY registered DESC, id DESC",
        cycle.unit, cycle.book_unit, cycle.id, cycle.initiative.value);
}

Result<> each_of(db::Transaction& tx, const std::vector<CycleId>& ids,
                 const std::function<void(Cycle)>& take) {
    if (ids.empty()) return {};
    std::string places;
    std::vector<db::Param> params;
    for (const auto id : ids) {
        params.emplace_back(id);
        places.append(places.empty() ? "?" : ", ?").append(std::to_string(params.size()));
    }
    return tx.each_params(with("WHERE c.id IN (" + places + ")"), params,
                          [&](const Row& row) { take(read(row)); });
}

Result<std::string> first_version(db::Transaction& tx, CycleId id) {
    return TRY(tx.find(text_of,
                       "SELECT value_json FROM cycle_version WHERE cycle_id = ?1 AND version = 1 AND "
                       "value_json IS NOT NULL",
                       id))
        .value_or("");
}

Result<> insert_version(db::Transaction& tx, CycleId id, std::int64_t version, std::string_view value_json,
                        std::string_view salt, std::int64_t entry_id, auth::UserId by) {
    TRY(
        tx.exec("INSERT INTO cycle_version (cycle_id, version, value_json, salt, entry_id, made_by) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                id, version, value_json, db::Param::Blob{salt}, entry_id, by));
    return {};
}

Result<std::int64_t> newest_version(db::Transaction& tx, CycleId id) {
    return tx.value("SELECT coalesce(max(version), 0) FROM cycle_version WHERE cycle_id = ?1", id);
}

}  // namespace store

}  // namespace kheo::registry::life
