// SPDX-License-Identifier: Apache-2.0
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using db::Row;

constexpr std::string_view kColumns =
    "SELECT id, code, initiative_id, registration_id, continues_id, campaign_year, unit_id, book_unit_id, "
    "kind, title, basis, state, row_version, round, state_since, due_on, due_why, reg_no, launched_on, "
    "created_at, created_by, submitted_at, submitted_by, appraised_at, appraised_by, approved_at, "
    "approved_by, scored_by FROM initiative_cycle ";

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
    return tx.find(read, with("WHERE code = ?1"), code);
}

Result<std::optional<Cycle>> find(db::Transaction& tx, CycleId id) {
    return tx.find(read, with("WHERE id = ?1"), id);
}

Result<std::optional<Cycle>> current_of(db::Transaction& tx, InitiativeId initiative) {
    return tx.find(read, with("WHERE initiative_id = ?1 ORDER BY campaign_year DESC, id DESC LIMIT 1"),
                   initiative);
}

}  // namespace kheo::registry::life
