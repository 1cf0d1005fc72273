// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rubric_store.hpp"

namespace kheo::registry::scoring::store {

namespace {

using db::Param;
using db::Row;

Rubric read_rubric(const Row& row) {
    Rubric r;
    r.id = row.get<RubricId>(0);
    r.unit = row.get<auth::ScopeUnit>(1);
    r.subject = parse_code<Subject>(row.text(2)).value_or(Subject::collective);
    r.manner = parse_code<Manner>(row.text(3)).value_or(Manner::points);
    r.name = row.get<std::string>(4);
    r.scale = row.integer(5);
    r.step = row.integer(6);
    r.commune_from = row.integer(7);
    r.province_from = row.integer(8);
    r.legal_basis = row.get<std::string>(9);
    r.verified = row.get<bool>(10);
    r.state = parse_code<RubricState>(row.text(11)).value_or(RubricState::draft);
    r.valid_from = row.get<Date>(12);
    r.valid_to = row.get<Date>(13);
    r.row_version = row.integer(14);
    return r;
}

Result<> read_parts(db::Transaction& tx, Rubric& rubric) {
    rubric.criteria = TRY(tx.all(
        [](const Row& row) {
            return Criterion{row.get<CriterionId>(0), row.get<std::string>(1), row.get<std::string>(2),
                             row.get<std::string>(3), row.integer(4),          row.get<bool>(5)};
        },
        "SELECT id, name, explanation, evidence, most, is_result FROM rubric_criterion WHERE rubric_id = ?1 "
        "ORDER BY position",
        rubric.id));
    rubric.grades =
        TRY(tx.all([](const Row& row) { return Grade{row.get<std::string>(0), row.integer(1)}; },
                   "SELECT name, least FROM rubric_grade WHERE rubric_id = ?1 ORDER BY position", rubric.id));
    return {};
}

Result<> insert_parts(db::Transaction& tx, RubricId id, const Rubric& rubric) {
    int position = 0;
    for (const auto& c : rubric.criteria)
        TRY(
            tx.exec("INSERT INTO rubric_criterion (rubric_id, position, name, explanation, evidence, most, "
                    "is_result) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    id, ++position, c.name, c.explanation, c.evidence, c.most, c.is_result));
    position = 0;
    for (const auto& g : rubric.grades)
        TRY(tx.exec("INSERT INTO rubric_grade (rubric_id, position, name, least) VALUES (?1, ?2, ?3, ?4)", id,
                    ++position, g.name, g.least));
    return {};
}

Result<> delete_parts(db::Transaction& tx, RubricId id) {
    TRY(tx.exec("DELETE FROM rubric_criterion WHERE rubric_id = ?1", id));
    TRY(tx.exec("DELETE FROM rubric_grade WHERE rubric_id = ?1", id));
    return {};
}

}  // namespace

Result<std::optional<Rubric>> find_rubric(db::Transaction& tx, RubricId id) {
    auto found = TRY(
        tx.find(read_rubric,
                "SELECT id, unit_id, subject, manner, name, scale, step, commune_from, province_from, "
                "legal_basis, verified, state, valid_from, valid_to, row_version FROM rubric WHERE id = ?1",
                id));
    if (found) TRY(read_parts(tx, *found));
    return found;
}

Result<std::vector<Rubric>> rubrics(db::Transaction& tx) {
    return tx.all(read_rubric,
                  "SELECT id, unit_id, subject, manner, name, scale, step, commune_from, province_from, "
                  "legal_basis, verified, state, valid_from, valid_to, row_version FROM rubric "
                  "ORDER BY COALESCE(unit_id, 0), subject, valid_from DESC, id");
}

Result<std::vector<Rubric>> versions_of(db::Transaction& tx, auth::ScopeUnit unit, Subject subject) {
    return tx.all(read_rubric,
                  "SELECT id, unit_id, subject, manner, name, scale, step, commune_from, province_from, "
                  "legal_basis, verified, state, valid_from, valid_to, row_version FROM rubric "
                  "WHERE COALESCE(unit_id, 0) = ?1 AND subject = ?2 AND state = 'in_force' "
                  "ORDER BY valid_from DESC, id",
                  unit.value, code(subject));
}

Result<std::optional<Rubric>> in_force(db::Transaction& tx, auth::ScopeUnit unit, Subject subject, Date on) {
    for (auto& version : TRY(versions_of(tx, unit, subject)))
        if (version.valid_on(on)) {
            TRY(read_parts(tx, version));
            return std::optional(std::move(version));
        }
    return std::optional<Rubric>{};
}

Result<std::optional<RubricId>> rubric_of_request(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return std::optional<RubricId>{};
    return tx.find([](const Row& row) { return row.get<RubricId>(0); },
                   "SELECT id FROM rubric WHERE request_key = ?1", request_key);
}

Result<RubricId> insert_draft(db::Transaction& tx, const Rubric& r, std::string_view request_key,
                              const Actor& actor) {
    const auto key = request_key.empty() ? std::nullopt : std::optional(request_key);
    const RubricId id{
        TRY(tx.value("INSERT INTO rubric (unit_id, subject, manner, name, scale, step, commune_from, "
                     "province_from, legal_basis, verified, state, valid_from, valid_to, row_version, "
                     "created_at, created_by, request_key) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 'draft', ?10, ?11, 1, ?12, ?13, ?14) "
                     "RETURNING id",
                     r.unit, code(r.subject), code(r.manner), r.name, r.scale, r.step, r.commune_from,
                     r.province_from, r.legal_basis, kEndOfTime, kEndOfTime, actor.at, actor.user, key))};
    TRY(insert_parts(tx, id, r));
    return id;
}

Result<bool> update_draft(db::Transaction& tx, const Rubric& r, std::int64_t expected) {
    const auto changed = TRY(
        tx.exec("UPDATE rubric SET name = ?3, scale = ?4, step = ?5, commune_from = ?6, province_from = ?7, "
                "legal_basis = ?8, row_version = row_version + 1 "
                "WHERE id = ?1 AND row_version = ?2 AND state = 'draft'",
                r.id, expected, r.name, r.scale, r.step, r.commune_from, r.province_from, r.legal_basis));
    if (changed == 0) return false;
    TRY(delete_parts(tx, r.id));
    TRY(insert_parts(tx, r.id, r));
    return true;
}

Result<> delete_draft(db::Transaction& tx, RubricId id) {
    TRY(delete_parts(tx, id));
    TRY(tx.exec("DELETE FROM rubric WHERE id = ?1 AND state = 'draft'", id));
    return {};
}

Result<> set_in_force(db::Transaction& tx, const Rubric& r, std::int64_t entry, std::string_view salt) {
    TRY(
        tx.exec("UPDATE rubric SET state = 'in_force', verified = 1, valid_from = ?2, valid_to = ?3, "
                "legal_basis = ?4, row_version = row_version + 1, entry_id = ?5, salt = ?6 WHERE id = ?1",
                r.id, r.valid_from, r.valid_to, r.legal_basis, entry, Param::Blob{salt}));
    return {};
}

Result<> set_last_day(db::Transaction& tx, RubricId id, Date last) {
    TRY(tx.exec("UPDATE rubric SET valid_to = ?2, row_version = row_version + 1 WHERE id = ?1", id, last));
    return {};
}

Result<std::int64_t> parameter(db::Transaction& tx, std::string_view code, Date on) {
    const auto found = TRY(tx.find([](const Row& row) { return row.integer(0); },
                                   "SELECT value FROM scoring_parameter "
                                   "WHERE code = ?1 AND valid_from <= ?2 AND ?2 <= valid_to "
                                   "ORDER BY valid_from DESC",
                                   code, on));
    return found.value_or(0);
}

Result<std::vector<Committed>> committed_rubrics(db::Transaction& tx) {
    return tx.all(
        [](const Row& row) {
            return Committed{row.get<RubricId>(0), row.integer(1), row.get<std::string>(2)};
        },
        "SELECT id, entry_id, salt FROM rubric WHERE state = 'in_force' AND entry_id IS NOT NULL ORDER BY "
        "id");
}

}  // namespace kheo::registry::scoring::store
