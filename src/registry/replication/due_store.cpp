// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/store.hpp"

namespace kheo::registry::replication::store {

namespace {

life::YearEnd dossier_of(const db::Row& row) {
    life::YearEnd out;
    auto& cycle = out.cycle;
    cycle.title = row.get<std::string>(1);
    cycle.unit = row.get<territory::UnitId>(2);
    cycle.state = row.get<std::string>(3);
    cycle.id = row.get<life::CycleId>(4);
    cycle.row_version = row.integer(5);
    cycle.initiative = row.get<InitiativeId>(7);
    cycle.campaign_year = row.get<int>(8);
    out.registered_on = row.get<Date>(9);
    cycle.book_unit = row.get<territory::UnitId>(10);
    cycle.created = {row.get<auth::UserId>(11), row.integer(12)};
    cycle.submitted.by = row.get<auth::UserId>(13);
    cycle.approved.at = row.integer(14);
    out.owners = row.get<std::string>(15);
    cycle.registration = row.get<RegistrationId>(16);
    return out;
}

}  // namespace

Result<> each_due(db::Transaction& tx, int last_year, const std::function<void(Due)>& take) {
    std::string last;  // an initiative may be registered twice in one year
    return tx.each(
        [&](const db::Row& row) {
            Due due;
            due.number = row.get<std::string>(0);
            if (due.number == last) return;
            last = due.number;
            due.last_sign = row.get<std::optional<Date>>(6);
            due.dossier = dossier_of(row);
            take(std::move(due));
        },
        "SELECT i.number, i.title, i.unit_id, coalesce(c.state, i.state), c.id, coalesce(c.row_version, 0), "
        "(SELECT max(p.day) FROM initiative_pulse p WHERE p.initiative_id = i.id AND p.alive = 1), "
        "i.id, r.campaign_year, r.date, c.book_unit_id, CASE WHEN c.id IS NULL THEN i.created_by ELSE "
        "c.created_by END, CASE WHEN c.id IS NULL THEN i.created_at ELSE c.created_at END, c.submitted_by, "
        "coalesce(c.approved_at, 0), CASE WHEN i.owner_type = 'collective' THEN '' ELSE i.owner_text END, "
        "r.id FROM registration r JOIN initiative i ON i.id = r.initiative_id "
        "LEFT JOIN initiative_cycle c ON c.initiative_id = i.id AND c.campaign_year = r.campaign_year AND "
        "c.state NOT IN ('withdrawn', 'declined') "
        "WHERE r.campaign_year = ?1 AND r.undone_at IS NULL "
        "AND coalesce(c.state, i.state) IN ('registered', 'running', 'recognised') "
        "AND NOT EXISTS (SELECT 1 FROM registration n WHERE n.initiative_id = i.id AND n.undone_at IS NULL "
        "AND n.campaign_year > ?1) AND NOT EXISTS (SELECT 1 FROM initiative_cycle n WHERE n.initiative_id = "
        "i.id AND n.campaign_year > ?1 AND n.state NOT IN ('withdrawn', 'declined')) ORDER BY i.id",
        last_year);
}

Result<std::optional<std::string>> cycle_of_year(db::Transaction& tx, std::string_view number, int year) {
    return tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                   "SELECT c.code FROM initiative_cycle c JOIN initiative i ON i.id = c.initiative_id WHERE "
                   "i.number = ?1 AND c.campaign_year = ?2 AND c.state NOT IN ('withdrawn', 'declined') "
                   "ORDER BY c.id DESC LIMIT 1",
                   number, year);
}

}  // namespace kheo::registry::replication::store
