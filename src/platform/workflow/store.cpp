// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/store.hpp"

namespace kheo::workflow {

namespace {

CalendarRow read_row(const db::Row& row) {
    return {{row.get<Date>(0), row.integer(1) != 0, row.get<std::string>(2), row.integer(5) != 0},
            row.get<std::string>(3),
            row.integer(4) != 0};
}

Result<> enter(db::Transaction& tx, std::string_view verb, Date day, auth::UserId actor, Millis at) {
    TRY(ledger::append(tx, {actor, verb, "calendar_day", day.days(), "day", {}}, at));
    return {};
}

Result<std::optional<CalendarRow>> find_day(db::Transaction& tx, Date day) {
    return tx.find(
        read_row,
        "SELECT day, working, name, legal_basis, verified, expected FROM calendar_day WHERE day = ?1", day);
}

}  // namespace

Result<std::vector<CalendarRow>> calendar_rows(db::Transaction& tx, int year) {
    const auto first = Date::of(year, 1, 1), last = Date::of(year, 12, 31);
    if (!first) return std::vector<CalendarRow>();
    return tx.all(read_row,
                  "SELECT day, working, name, legal_basis, verified, expected FROM calendar_day WHERE day "
                  "BETWEEN ?1 AND ?2 ORDER BY day",
                  *first, *last);
}

Result<std::vector<int>> calendar_years(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) { return row.get<int>(0); },
        "SELECT DISTINCT CAST(substr(day, 1, 4) AS INTEGER) AS year FROM calendar_day ORDER BY year");
}

Result<WorkingCalendar> load_calendar(db::Transaction& tx) {
    return WorkingCalendar(
        TRY(tx.all([](const db::Row& row) { return read_row(row).special; },
                   "SELECT day, working, name, legal_basis, verified, expected FROM calendar_day")));
}

Result<bool> put_day(db::Transaction& tx, const CalendarRow& row, auth::UserId actor, Millis at) {
    const auto before = TRY(find_day(tx, row.special.day));
    if (before == row) return false;
    TRY(tx.exec("DELETE FROM calendar_day WHERE day = ?1", row.special.day));
    TRY(tx.exec(
        "INSERT INTO calendar_day (day, working, name, legal_basis, verified, expected) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6)",
        row.special.day, row.special.working, row.special.name, row.basis, row.verified,
        row.special.expected));
    TRY(enter(tx, "workflow.day_entered", row.special.day, actor, at));
    return true;
}

Result<bool> remove_day(db::Transaction& tx, Date day, auth::UserId actor, Millis at) {
    if (!TRY(find_day(tx, day))) return false;
    TRY(tx.exec("DELETE FROM calendar_day WHERE day = ?1", day));
    TRY(enter(tx, "workflow.day_removed", day, actor, at));
    return true;
}

}  // namespace kheo::workflow
