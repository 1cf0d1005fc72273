// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/viewing.hpp"

#include "platform/auth/store.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, viewer_id, viewed_id, session_hash, reason, salt, entry_id, begun_at, ends_at FROM viewing ";

Viewing read(const db::Row& row) {
    Viewing out;
    out.id = row.integer(0);
    out.viewer = row.get<UserId>(1);
    out.viewed = row.get<UserId>(2);
    out.session_hash = row.get<std::string>(3);
    out.reason = row.get<std::string>(4);
    out.salt = row.get<std::string>(5);
    out.entry_id = row.integer(6);
    out.begun_at = row.integer(7);
    out.ends_at = row.integer(8);
    return out;
}

std::string select(std::string_view rest) {
    return std::string(kSelect).append(rest);
}

}  // namespace

Result<std::int64_t> viewing_minutes(db::Transaction& tx, Date on) {
    return tx.value(
        "SELECT minutes FROM viewing_term WHERE valid_from <= ?1 AND ?1 <= valid_to "
        "ORDER BY valid_from DESC LIMIT 1",
        on);
}

Result<bool> viewing_was_begun(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return false;
    return TRY(tx.value("SELECT count(*) FROM viewing WHERE request_key = ?1", request_key)) > 0;
}

Result<> add_viewing(db::Transaction& tx, const Viewing& viewing, std::string_view request_key) {
    TRY(tx.exec(
        "INSERT INTO viewing (viewer_id, viewed_id, session_hash, reason, salt, entry_id, begun_at, "
        "ends_at, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        viewing.viewer, viewing.viewed, viewing.session_hash, viewing.reason, db::Param::Blob{viewing.salt},
        viewing.entry_id, viewing.begun_at, viewing.ends_at, store::or_null(request_key)));
    return {};
}

Result<std::optional<Viewing>> viewing_of_session(db::Transaction& tx, std::string_view session_hash,
                                                  Millis now) {
    return tx.find(read, select("WHERE session_hash = ?1 AND ends_at > ?2 ORDER BY id DESC LIMIT 1"),
                   session_hash, now);
}

Result<> end_viewings(db::Transaction& tx, std::string_view session_hash, Millis now) {
    // one that is left in the millisecond of its begin ends in the next
    TRY(
        tx.exec("UPDATE viewing SET ends_at = CASE WHEN ?2 > begun_at THEN ?2 ELSE begun_at + 1 END "
                "WHERE session_hash = ?1 AND ends_at > ?2",
                session_hash, now));
    return {};
}

Result<> each_viewing_of(db::Transaction& tx, UserId viewed, Millis since,
                         const std::function<void(Viewing, std::string viewer)>& take) {
    return tx.each([&](const db::Row& row) { take(read(row), row.get<std::string>(9)); },
                   "SELECT v.id, viewer_id, viewed_id, session_hash, reason, salt, entry_id, begun_at, "
                   "ends_at, a.display_name FROM viewing v JOIN account a ON a.id = v.viewer_id "
                   "WHERE viewed_id = ?1 AND begun_at >= ?2 ORDER BY begun_at DESC, v.id DESC LIMIT 100",
                   viewed, since);
}

Result<> each_viewing(db::Transaction& tx, const std::function<void(const Viewing&)>& take) {
    return tx.each([&](const db::Row& row) { take(read(row)); }, select("ORDER BY id"));
}

}  // namespace kheo::auth
