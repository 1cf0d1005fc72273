// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/urgent_opening.hpp"

#include "platform/auth/store.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, account_id, dossier, unit_id, reason, opened_at, ends_at FROM urgent_opening ";

UrgentOpening read(const db::Row& row) {
    UrgentOpening out;
    out.id = row.integer(0);
    out.account = row.get<UserId>(1);
    out.dossier = row.get<std::string>(2);
    out.unit = ScopeUnit{row.is_null(3) ? 0 : row.integer(3)};
    out.reason = row.get<std::string>(4);
    out.opened_at = row.get<Millis>(5);
    out.ends_at = row.get<Millis>(6);
    return out;
}

}  // namespace

Result<bool> add_urgent_opening(db::Transaction& tx, const UrgentOpening& opening,
                                std::string_view request_key) {
    return TRY(tx.exec(
               "INSERT INTO urgent_opening (account_id, dossier, unit_id, reason, opened_at, ends_at, "
               "request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (request_key) DO NOTHING",
               opening.account, opening.dossier, opening.unit, opening.reason, opening.opened_at,
               opening.ends_at, store::or_null(request_key))) > 0;
}

Result<std::optional<UrgentOpening>> urgent_opening(db::Transaction& tx, UserId account,
                                                    std::string_view dossier, Millis now) {
    return tx.find(
        read,
        std::string(kSelect) +
            "WHERE account_id = ?1 AND dossier = ?2 AND ends_at > ?3 ORDER BY ends_at DESC LIMIT 1",
        account, dossier, now);
}

Result<> each_urgent_opening(db::Transaction& tx, Millis since,
                             const std::function<void(UrgentOpening, std::string person)>& take) {
    return tx.each([&](const db::Row& row) { take(read(row), row.get<std::string>(7)); },
                   "SELECT o.id, account_id, dossier, unit_id, reason, opened_at, ends_at, a.display_name "
                   "FROM urgent_opening o JOIN account a ON a.id = o.account_id "
                   "WHERE opened_at >= ?1 ORDER BY opened_at DESC, o.id DESC",
                   since);
}

}  // namespace kheo::auth
