// SPDX-License-Identifier: Apache-2.0
// The rows of invitation.hpp.
#include <limits>

#include "platform/auth/factor_store.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/auth/store.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, account_id, pin_hash, first_use, last_day, made_by, made_at, tries, used_at, cancelled_at "
    "FROM invitation ";

Invitation read(const db::Row& row) {
    Invitation out;
    out.id = row.get<InvitationId>(0);
    out.account = row.get<UserId>(1);
    out.slip = !row.is_null(2);
    if (out.slip) out.pin_hash = row.get<std::string>(2);
    out.first_use = row.get<bool>(3);
    out.last_day = row.get<Date>(4);
    out.made_by = UserId{row.is_null(5) ? 0 : row.integer(5)};
    out.made_at = row.get<Millis>(6);
    out.tries = row.integer(7);
    out.used_at = row.get<std::optional<Millis>>(8);
    out.cancelled_at = row.get<std::optional<Millis>>(9);
    return out;
}

}  // namespace

Result<std::optional<InvitationId>> add_invitation(db::Transaction& tx, const NewInvitation& made,
                                                   Millis at) {
    // the same form again is no newer one: what somebody else has made meanwhile stays
    if (!made.request_key.empty() && TRY(invited_by_request(tx, made.request_key))) return std::nullopt;
    TRY(cancel_invitations_of(tx, made.account, at));
    return tx.find([](const db::Row& row) { return row.get<InvitationId>(0); },
                   "INSERT INTO invitation (account_id, code_hash, pin_hash, first_use, last_day, made_by, "
                   "made_at, tries, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8) "
                   "ON CONFLICT (request_key) DO NOTHING RETURNING id",
                   made.account, made.hashes.code_hash, store::or_null(made.hashes.pin_hash), made.first_use,
                   made.last_day, made.made_by, at, store::or_null(made.request_key));
}

Result<std::vector<Invitation>> list_invitations(db::Transaction& tx, InvitationId before, int limit) {
    constexpr InvitationId newest{std::numeric_limits<std::int64_t>::max()};
    return tx.all(read, std::string(kSelect) + "WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
                  before ? before : newest, limit);
}

Result<std::optional<Invitation>> find_invitation(db::Transaction& tx, InvitationId number) {
    return tx.find(read, std::string(kSelect) + "WHERE id = ?1", number);
}

Result<std::optional<Invitation>> find_invitation(db::Transaction& tx, std::string_view code) {
    return tx.find(read, std::string(kSelect) + "WHERE code_hash = ?1", token_hash(plain_code(code)));
}

Result<std::optional<UserId>> invited_by_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.get<UserId>(0); },
                   "SELECT account_id FROM invitation WHERE request_key = ?1", store::or_null(request_key));
}

Result<bool> count_pin_try(db::Transaction& tx, InvitationId number) {
    return TRY(tx.exec("UPDATE invitation SET tries = tries + 1 WHERE id = ?1 AND tries < ?2 "
                       "AND used_at IS NULL AND cancelled_at IS NULL",
                       number, kPinTries)) > 0;
}

Result<bool> use_invitation(db::Transaction& tx, InvitationId number, Date today, Millis at) {
    return TRY(tx.exec("UPDATE invitation SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL "
                       "AND cancelled_at IS NULL AND last_day >= ?3 AND EXISTS (SELECT 1 FROM account a "
                       "WHERE a.id = invitation.account_id AND a.disabled_at IS NULL)",
                       number, at, today)) > 0;
}

Result<bool> cancel_invitation(db::Transaction& tx, InvitationId number, Millis at) {
    return TRY(tx.exec("UPDATE invitation SET cancelled_at = ?2 WHERE id = ?1 AND used_at IS NULL "
                       "AND cancelled_at IS NULL",
                       number, at)) > 0;
}

Result<> cancel_invitations_of(db::Transaction& tx, UserId account, Millis at) {
    TRY(
        tx.exec("UPDATE invitation SET cancelled_at = ?2 WHERE account_id = ?1 AND used_at IS NULL "
                "AND cancelled_at IS NULL",
                account, at));
    return {};
}

Result<> remove_password(db::Transaction& tx, UserId account) {
    tx.announce(store::kTopic);
    TRY(tx.exec("UPDATE account SET password_hash = '', must_change = 0 WHERE id = ?1", account));
    TRY(tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1", account));
    return store::delete_halves(tx, account);
}

Result<std::vector<UserId>> without_password(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return row.get<UserId>(0); },
                  "SELECT id FROM account WHERE password_hash = '' AND disabled_at IS NULL");
}

Result<bool> has_password(db::Transaction& tx, UserId account) {
    const auto found = TRY(tx.find([](const db::Row& row) { return row.integer(0); },
                                   "SELECT 1 FROM account WHERE id = ?1 AND password_hash <> ''", account));
    return found.has_value();
}

}  // namespace kheo::auth
