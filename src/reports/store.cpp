// SPDX-License-Identifier: Apache-2.0
#include "reports/store.hpp"

namespace kheo::reports::store {

std::string level_of(const territory::Unit* unit) {
    return unit ? std::string(territory::level_name(unit->level)) : "country";
}

Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on) {
    return tx.find(
        [](const db::Row& row) {
            return StandingBody{row.get<std::string>(0), row.get<std::string>(1), row.get<bool>(2)};
        },
        "SELECT body, legal_basis, verified FROM report_standing_body WHERE (unit_id = ?1 OR unit_id IS "
        "NULL) "
        "AND level = ?2 AND valid_from <= ?3 AND valid_to >= ?3 "
        "ORDER BY CASE WHEN unit_id IS NULL THEN 1 ELSE 0 END, valid_from DESC, id DESC",
        unit, level, on);
}

namespace {

constexpr std::string_view kBodyColumns =
    "code, form, title, superior, name, full_name, symbol, authority, signer, recipients, legal_basis, "
    "verified";

Body read_body(const db::Row& row) {
    return {row.get<std::string>(0),  row.text(1) == "state" ? Form::state : Form::party,
            row.get<std::string>(2),  row.get<std::string>(3),
            row.get<std::string>(4),  row.get<std::string>(5),
            row.get<std::string>(6),  row.get<std::string>(7),
            row.get<std::string>(8),  row.get<std::string>(9),
            row.get<std::string>(10), row.get<bool>(11)};
}

}  // namespace

Result<std::optional<Body>> body(db::Transaction& tx, std::string_view code, std::string_view level,
                                 Date on) {
    return tx.find(
        read_body,
        "SELECT " + std::string(kBodyColumns) +
            " FROM report_body WHERE code = ?1 AND level = ?2 AND valid_from <= ?3 AND valid_to >= ?3 "
            "ORDER BY valid_from DESC",
        code, level, on);
}

Result<std::vector<Body>> bodies(db::Transaction& tx, std::string_view level, Date on) {
    return tx.all(read_body,
                  "SELECT " + std::string(kBodyColumns) +
                      " FROM report_body WHERE (level = ?1 OR ?1 = '') AND valid_from <= ?2 AND valid_to >= "
                      "?2 ORDER BY id",
                  level, on);
}

Result<std::optional<Committee>> committee(db::Transaction& tx, std::string_view level,
                                           std::string_view unit_type, Date on) {
    return tx.find(
        [](const db::Row& row) { return Committee{row.get<std::string>(0), row.get<std::string>(1)}; },
        "SELECT name, symbol FROM report_committee WHERE level = ?1 AND unit_type = ?2 "
        "AND valid_from <= ?3 AND valid_to >= ?3 ORDER BY valid_from DESC",
        level, unit_type, on);
}

Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row) {
    const auto known =
        TRY(tx.value("SELECT count(*) FROM report_standing_body WHERE request_key = ?1", row.request_key));
    if (known > 0) return false;
    TRY(
        tx.exec("UPDATE report_standing_body SET valid_to = ?1 WHERE unit_id = ?2 AND valid_from < ?3 AND "
                "valid_to >= ?3",
                row.from.plus_days(-1), row.unit, row.from));
    TRY(tx.exec("DELETE FROM report_standing_body WHERE unit_id = ?1 AND valid_from = ?2", row.unit,
                row.from));
    const auto next =
        TRY(tx.find([](const db::Row& found) { return found.get<Date>(0); },
                    "SELECT valid_from FROM report_standing_body WHERE unit_id = ?1 AND valid_from > ?2 "
                    "ORDER BY valid_from LIMIT 1",
                    row.unit, row.from));
    const auto until = next ? next->plus_days(-1).iso() : std::string(kEndOfTime);
    TRY(
        tx.exec("INSERT INTO report_standing_body (unit_id, level, body, valid_from, valid_to, legal_basis, "
                "verified, "
                "request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)",
                row.unit, row.level, row.body, row.from, until, row.legal_basis, row.request_key));
    return true;
}

Result<std::vector<FormRule>> form_rules(db::Transaction& tx, Form form, Date on) {
    return tx.all(
        [](const db::Row& row) {
            return FormRule{row.get<std::string>(0), row.get<int>(1),         row.get<int>(2),
                            row.get<std::string>(3), row.get<std::string>(4), row.get<bool>(5)};
        },
        "SELECT item, minimum, maximum, unit, legal_basis, verified FROM report_form_rule WHERE form = ?1 "
        "AND valid_from <= ?2 AND valid_to >= ?2 ORDER BY id",
        code(form), on);
}

}  // namespace kheo::reports::store
