// SPDX-License-Identifier: Apache-2.0
// The SQL of test_cycle.hpp.
#include "registry/scoring/test_cycle.hpp"

namespace kheo::registry::scoring::test {

Result<std::string> add_cycle(db::Transaction& tx, std::string_view title, territory::UnitId unit,
                              std::string_view state, auth::UserId creator, std::string_view owner_type) {
    NewRow row;
    row.statement.title = title;
    row.statement.owner_text = "Chi hội phụ nữ";
    row.statement.unit = unit;
    row.statement.owner_type = registry::parse_code<OwnerType>(owner_type);
    row.campaign_year = 2026;
    row.date = *Date::of(2026, 3, 8);
    const registry::test::SmallAtlas atlas;
    Visible everything;
    everything.all = true;
    const Reading reading{atlas, everything, *Date::of(2026, 11, 21)};
    const auto number = TRY(create(tx, row, {}, reading, {creator, 1}));
    const auto initiative = TRY(tx.value("SELECT id FROM initiative WHERE number = ?1", number));
    const auto registration =
        TRY(tx.value("SELECT max(id) FROM registration WHERE initiative_id = ?1", initiative));
    const auto code = "K" + std::to_string(initiative);
    TRY(
        tx.exec("INSERT INTO initiative_cycle (code, initiative_id, registration_id, campaign_year, unit_id, "
                "book_unit_id, kind, title, title_folded, basis, state, row_version, round, state_since, "
                "due_why, created_at, created_by) "
                "VALUES (?1, ?2, ?3, 2026, ?4, ?4, 'practice', ?5, '', 'new', ?6, 1, 1, 1, '', 1, ?7)",
                code, initiative, registration, unit, title, state, creator));
    return code;
}

Result<> set_state(db::Transaction& tx, std::string_view code, std::string_view state) {
    TRY(tx.exec("UPDATE initiative_cycle SET state = ?2 WHERE code = ?1", code, state));
    return {};
}

Result<> add_author(db::Transaction& tx, std::string_view code, auth::UserId author) {
    TRY(
        tx.exec("INSERT INTO cycle_version (cycle_id, version, entry_id, made_by) "
                "SELECT id, 1, 1, ?2 FROM initiative_cycle WHERE code = ?1",
                code, author));
    return {};
}

Result<> add_act(db::Transaction& tx, std::string_view code, std::string_view act, Millis at) {
    TRY(
        tx.exec("INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, entry_id) "
                "SELECT id, ?2, state, state, ?3, 1 FROM initiative_cycle WHERE code = ?1",
                code, act, at));
    return {};
}

Result<> alter_point(db::Transaction& tx, std::int64_t points) {
    TRY(tx.exec("UPDATE score_point SET points = ?1", points < 0 ? std::nullopt : std::optional(points)));
    return {};
}

}  // namespace kheo::registry::scoring::test
