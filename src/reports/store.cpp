// SPDX-License-Identifier: Apache-2.0
#include "reports/store.hpp"

namespace kheo::reports::store {

std::string level_of(const territory::Unit* unit) {
    return unit ? std::string(territory::level_name(unit->level)) : "country";
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
