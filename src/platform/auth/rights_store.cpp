// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "platform/auth/accounts.hpp"
#include "platform/auth/rights.hpp"
#include "platform/auth/store.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kSelect =
    "SELECT g.id, g.account_id, g.role, g.unit_id, g.valid_from, g.valid_to, g.granted_by, g.granted_at, "
    "g.delegated_from, g.end_reason, g.reviewed_at FROM role_grant g ";

Right read(const db::Row& row) {
    Right out;
    out.id = row.integer(0);
    out.account = row.get<UserId>(1);
    out.grant = {parse_role(row.text(2)).value_or(Role::reader),
                 ScopeUnit{row.is_null(3) ? 0 : row.integer(3)}, row.get<Date>(4), row.get<Date>(5)};
    out.granted_by = UserId{row.is_null(6) ? 0 : row.integer(6)};
    out.granted_at = row.get<Millis>(7);
    out.delegated_from = row.is_null(8) ? 0 : row.integer(8);
    out.end_reason = row.get<std::string>(9);
    out.reviewed_at = row.get<std::optional<Millis>>(10);
    return out;
}

template <class... Args>
Result<std::vector<Right>> select(db::Transaction& tx, std::string_view rest, const Args&... args) {
    return tx.all(read, std::string(kSelect) + std::string(rest), args...);
}

}  // namespace

Result<std::vector<Right>> rights_of(db::Transaction& tx, UserId account) {
    return select(tx, "WHERE g.account_id = ?1 ORDER BY g.id", account);
}

Result<std::optional<Right>> find_right(db::Transaction& tx, std::int64_t id) {
    return tx.find(read, std::string(kSelect) + "WHERE g.id = ?1", id);
}

Result<std::vector<Right>> handed_on_by(db::Transaction& tx, UserId account, Date today) {
    return select(tx,
                  "JOIN role_grant s ON s.id = g.delegated_from WHERE s.account_id = ?1 AND g.valid_to >= ?2 "
                  "ORDER BY g.id",
                  account, today);
}

Result<std::int64_t> hand_on(db::Transaction& tx, const Right& source, UserId to, const Grant& grant,
                             Millis at, std::string_view request_key) {
    const auto id = TRY(add_grant(tx, to, grant, source.account, at, request_key));
    if (id != 0) TRY(tx.exec("UPDATE role_grant SET delegated_from = ?2 WHERE id = ?1", id, source.id));
    return id;
}

Result<std::vector<Right>> end_right(db::Transaction& tx, const Right& right, Date today,
                                     std::string_view reason) {
    auto ending =
        TRY(select(tx, "WHERE g.valid_to >= ?2 AND (g.id = ?1 OR g.delegated_from = ?1) ORDER BY g.id",
                   right.id, today));
    if (!TRY(end_grant(tx, right.account, right.id, today))) return std::vector<Right>{};
    for (const auto& each : ending)
        TRY(tx.exec("UPDATE role_grant SET end_reason = ?2 WHERE id = ?1", each.id, reason));
    return ending;
}

Result<std::vector<Right>> rights_unseen_since(db::Transaction& tx, Millis moment, Date today) {
    return select(tx,
                  "JOIN account a ON a.id = g.account_id WHERE a.disabled_at IS NULL AND g.valid_from <= ?2 "
                  "AND g.valid_to >= ?2 AND g.granted_at < ?1 AND COALESCE(g.reviewed_at, 0) < ?1 "
                  "ORDER BY a.name, g.id",
                  moment, today);
}

Result<> mark_reviewed(db::Transaction& tx, std::int64_t right, UserId by, Millis at) {
    TRY(tx.exec("UPDATE role_grant SET reviewed_at = ?2, reviewed_by = ?3 WHERE id = ?1", right, at, by));
    return {};
}

Result<std::vector<std::string>> right_faults(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) { return fmt::format("role_grant {}", row.integer(0)); },
        "SELECT g.id FROM role_grant g LEFT JOIN role_grant s ON s.id = g.delegated_from "
        "WHERE g.delegated_from IS NOT NULL AND (s.id IS NULL OR s.delegated_from IS NOT NULL "
        "OR g.valid_to > s.valid_to OR g.role <> s.role OR g.role = 'administrator') ORDER BY g.id");
}

}  // namespace kheo::auth
