// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/own_sessions.hpp"
#include "platform/auth/store.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

Result<std::vector<OwnSession>> own_sessions(db::Transaction& tx, UserId account, std::string_view token,
                                             Millis now) {
    constexpr Millis kDay = 24 * 3'600'000;  // an office's machine is forgotten after hours
    const auto present = token_hash(token).substr(0, 16);
    return tx.all(
        [&](const db::Row& row) {
            OwnSession out{row.get<std::string>(0), row.get<std::string>(1), row.get<Millis>(2),
                           row.get<Millis>(3), row.get<Millis>(4) > kDay};
            out.present = out.id == present;
            return out;
        },
        "SELECT substr(token_hash, 1, 16), device, created_at, seen_at, idle_ms FROM sign_in_session "
        "WHERE account_id = ?1 AND ends_at > ?2 AND seen_at + idle_ms > ?2 ORDER BY seen_at DESC, token_hash",
        account, now);
}

Result<bool> end_own_session(db::Transaction& tx, UserId account, std::string_view id) {
    tx.announce(store::kTopic);
    return TRY(tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1 AND substr(token_hash, 1, 16) = ?2",
                       account, id)) > 0;
}

Result<std::int64_t> end_other_sessions(db::Transaction& tx, UserId account, std::string_view token) {
    tx.announce(store::kTopic);
    return tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1 AND token_hash <> ?2", account,
                   token_hash(token));
}

}  // namespace kheo::auth
