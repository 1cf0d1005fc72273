// SPDX-License-Identifier: Apache-2.0
#include "movement/store.hpp"

#include "movement/rules.hpp"

namespace kheo::movement::store {

namespace {

Drive read_drive(const db::Row& row) {
    return {row.integer(0),          row.text(1) == "theme" ? DriveKind::theme : DriveKind::drive,
            row.get<UnitId>(2),      row.get<std::string>(3),
            row.get<std::string>(4), row.get<Date>(5),
            row.get<Date>(6),        row.get<bool>(7),
            row.get<std::string>(8)};
}

constexpr std::string_view kDrive =
    "SELECT id, kind, unit_id, title, legal_basis, valid_from, valid_to, withdrawn, end_reason FROM "
    "movement_drive ";

constexpr std::string_view kWindow =
    "SELECT id, unit_id, title, legal_basis, campaign_year, first_day, last_day, strict, closed, quota_each "
    "FROM "
    "movement_window ";

Window read_window(const db::Row& row) {
    return {row.get<WindowId>(0), row.get<UnitId>(1), row.get<std::string>(2), row.get<std::string>(3),
            row.get<int>(4),      row.get<Date>(5),   row.get<Date>(6),        row.get<bool>(7),
            row.get<bool>(8),     row.get<int>(9)};
}

constexpr std::string_view kCall =
    "SELECT id, code, window_id, unit_id, title, message, asked_on, due, due_reason, remind_before, "
    "closed_on FROM "
    "movement_call ";

Call read_call(const db::Row& row) {
    Call call{row.get<CallId>(0),      row.get<std::string>(1), row.get<WindowId>(2), row.get<UnitId>(3),
              row.get<std::string>(4), row.get<std::string>(5), row.get<Date>(6),     row.get<Date>(7),
              row.get<std::string>(8), read_days(row.text(9)),  std::nullopt};
    if (!row.is_null(10)) call.closed_on = row.get<Date>(10);
    return call;
}

std::string sql(std::string_view head, std::string_view rest) {
    return std::string(head).append(rest);
}

std::int64_t read_id(const db::Row& row) {
    return row.integer(0);
}

}  // namespace

Result<Movement> movement(db::Transaction& tx, std::string_view code) {
    auto found = TRY(tx.find(
        [](const db::Row& row) {
            return Movement{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                            row.get<Date>(3),        row.get<Date>(4),        row.get<bool>(5)};
        },
        "SELECT code, name, legal_basis, valid_from, valid_to, verified FROM movement WHERE code = ?1",
        code));
    return found.value_or(Movement{});
}

Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const Drive& drive, const Author& author) {
    return TRY(tx.find(read_id,
                       "INSERT INTO movement_drive (movement, kind, unit_id, title, valid_from, valid_to, "
                       "legal_basis, request_key, created_by, created_at) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                       "ON CONFLICT (request_key) DO NOTHING RETURNING id",
                       kMovement, drive.kind == DriveKind::theme ? "theme" : "drive", drive.unit, drive.title,
                       drive.from, drive.until, drive.basis, author.request_key, author.by, author.at));
}

Result<std::vector<Drive>> drives(db::Transaction& tx, Date until_at_least) {
    return tx.all(read_drive, sql(kDrive, "WHERE valid_to >= ?1 ORDER BY valid_from DESC, id DESC"),
                  until_at_least);
}

Result<std::optional<Drive>> find_drive(db::Transaction& tx, std::int64_t id) {
    return tx.find(read_drive, sql(kDrive, "WHERE id = ?1"), id);
}

Result<> end_drive(db::Transaction& tx, std::int64_t id, const DriveEnd& end) {
    TRY(tx.exec(
        "UPDATE movement_drive SET planned_to = COALESCE(planned_to, valid_to), valid_to = COALESCE(?2, "
        "valid_to), withdrawn = ?3, end_reason = ?4 WHERE id = ?1",
        id, end.withdrawn ? std::optional<Date>() : end.last, end.withdrawn, end.reason));
    return {};
}

Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const Window& window, const Author& author) {
    return TRY(
        tx.find(read_id,
                "INSERT INTO movement_window (movement, unit_id, title, campaign_year, first_day, last_day, "
                "legal_basis, strict, quota_each, closed, request_key, created_by, created_at) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?11, ?12) "
                "ON CONFLICT (request_key) DO NOTHING RETURNING id",
                kMovement, window.unit, window.title, window.campaign_year, window.first, window.last,
                window.basis, window.strict, window.quota_each, author.request_key, author.by, author.at));
}

Result<std::optional<Window>> find_window(db::Transaction& tx, WindowId id) {
    return tx.find(read_window, sql(kWindow, "WHERE id = ?1"), id);
}

Result<std::vector<Window>> windows(db::Transaction& tx) {
    return tx.all(read_window, sql(kWindow, "ORDER BY first_day DESC, id DESC"));
}

Result<std::vector<Window>> windows_of_year(db::Transaction& tx, int campaign_year) {
    return tx.all(read_window, sql(kWindow, "WHERE campaign_year = ?1 AND closed = 0 ORDER BY first_day, id"),
                  campaign_year);
}

Result<bool> close_window(db::Transaction& tx, WindowId id) {
    return TRY(tx.exec("UPDATE movement_window SET closed = 1 WHERE id = ?1 AND closed = 0", id)) > 0;
}

Result<std::vector<Quota>> quotas(db::Transaction& tx, WindowId window) {
    return tx.all(
        [](const db::Row& row) {
            return Quota{row.get<UnitId>(0), row.get<std::string>(1), row.get<int>(2)};
        },
        "SELECT unit_id, sector, required FROM movement_quota WHERE window_id = ?1 ORDER BY unit_id, sector",
        window);
}

Result<> put_quotas(db::Transaction& tx, WindowId window, const std::vector<Quota>& quotas) {
    for (const auto& quota : quotas)
        TRY(tx.exec(
            "INSERT INTO movement_quota (window_id, unit_id, sector, required) VALUES (?1, ?2, ?3, ?4) "
            "ON CONFLICT (window_id, unit_id, sector) DO UPDATE SET required = excluded.required",
            window, quota.unit, quota.sector, quota.required));
    return {};
}

Result<std::optional<CallId>> insert(db::Transaction& tx, const Call& call, const std::vector<UnitId>& units,
                                     const Author& author) {
    const auto id = TRY(tx.find(
        read_id,
        "INSERT INTO movement_call (code, window_id, unit_id, title, message, asked_on, due, due_reason, "
        "remind_before, request_key, created_by, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, ?11, "
        "?12) ON CONFLICT (request_key) DO NOTHING RETURNING id",
        call.code, call.window, call.unit, call.title, call.message, call.asked_on, call.due, call.due_reason,
        write_days(call.remind_before), author.request_key, author.by, author.at));
    if (!id) return std::optional<CallId>();
    for (const auto unit : units)
        TRY(tx.exec("INSERT INTO movement_call_unit (call_id, unit_id) VALUES (?1, ?2)", *id, unit));
    return std::optional(CallId{*id});
}

Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                   "SELECT code FROM movement_call WHERE request_key = ?1", request_key);
}

Result<std::optional<Call>> find_call(db::Transaction& tx, std::string_view code) {
    return tx.find(read_call, sql(kCall, "WHERE code = ?1"), code);
}

Result<std::vector<Call>> calls(db::Transaction& tx, WindowId window) {
    return tx.all(read_call, sql(kCall, "WHERE ?1 IS NULL OR window_id = ?1 ORDER BY asked_on DESC, id DESC"),
                  window);
}

Result<std::vector<Call>> open_calls(db::Transaction& tx) {
    return tx.all(read_call, sql(kCall, "WHERE closed_on IS NULL ORDER BY due, id"));
}

Result<std::vector<UnitId>> asked_units(db::Transaction& tx, CallId call) {
    return tx.all([](const db::Row& row) { return row.get<UnitId>(0); },
                  "SELECT unit_id FROM movement_call_unit WHERE call_id = ?1 ORDER BY unit_id", call);
}

Result<bool> close_call(db::Transaction& tx, CallId id, Date day) {
    return TRY(tx.exec("UPDATE movement_call SET closed_on = ?2 WHERE id = ?1 AND closed_on IS NULL", id,
                       day)) > 0;
}

Result<> set_schedule(db::Transaction& tx, CallId id, const std::vector<int>& days) {
    TRY(tx.exec("UPDATE movement_call SET remind_before = ?2 WHERE id = ?1", id, write_days(days)));
    return {};
}

Result<bool> insert_reminder(db::Transaction& tx, CallId call, const Reminder& reminder) {
    return TRY(tx.exec(
               "INSERT INTO movement_reminder (call_id, unit_id, day, scheduled, letter, reminded_by, "
               "reminded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (call_id, unit_id, day) DO "
               "NOTHING",
               call, reminder.unit, reminder.day, reminder.scheduled, reminder.letter, reminder.by,
               reminder.at)) > 0;
}

Result<std::vector<Reminder>> reminders(db::Transaction& tx, CallId call) {
    return tx.all(
        [](const db::Row& row) {
            return Reminder{row.get<UnitId>(0), row.get<Date>(1),         row.get<bool>(2),
                            row.get<bool>(3),   row.get<auth::UserId>(4), row.integer(5)};
        },
        "SELECT unit_id, day, scheduled, letter, reminded_by, reminded_at FROM movement_reminder WHERE "
        "call_id = ?1 "
        "ORDER BY day DESC, id DESC",
        call);
}

Result<std::vector<Contact>> contacts(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return Contact{row.get<UnitId>(0), row.get<std::string>(1)}; },
                  "SELECT unit_id, address FROM movement_contact ORDER BY unit_id");
}

Result<std::vector<Contact>> contacts_of(db::Transaction& tx, const std::vector<UnitId>& units) {
    std::vector<Contact> out;
    for (const auto unit : units) {
        auto address = TRY(tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                                   "SELECT address FROM movement_contact WHERE unit_id = ?1", unit));
        if (address) out.push_back({unit, *std::move(address)});
    }
    return out;
}

Result<bool> put_contact(db::Transaction& tx, const Contact& contact, auth::UserId by, Millis at) {
    if (contact.address.empty())
        return TRY(tx.exec("DELETE FROM movement_contact WHERE unit_id = ?1", contact.unit)) > 0;
    return TRY(tx.exec(
               "INSERT INTO movement_contact (unit_id, address, changed_by, changed_at) VALUES (?1, ?2, ?3, "
               "?4) "
               "ON CONFLICT (unit_id) DO UPDATE SET address = excluded.address, changed_by = "
               "excluded.changed_by, changed_at = excluded.changed_at WHERE movement_contact.address <> "
               "excluded.address",
               contact.unit, contact.address, by, at)) > 0;
}

}  // namespace kheo::movement::store
