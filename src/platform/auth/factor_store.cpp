// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/factor_store.hpp"

#include "platform/auth/factor_rule.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/auth/store.hpp"

namespace kheo::auth {

Result<std::vector<FactorRule>> load_factor_rules(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) {
            return FactorRule{row.get<std::int64_t>(0), parse_role(row.text(1)).value_or(Role::administrator),
                              row.get<bool>(2),         row.get<bool>(3),
                              row.get<Date>(4),         row.get<std::string>(5),
                              row.get<UserId>(6),       row.get<Millis>(7)};
        },
        "SELECT id, role, whole_country, required, valid_from, basis, coalesce(set_by, 0), set_at "
        "FROM second_factor_rule ORDER BY id");
}

Result<std::int64_t> add_factor_rule(db::Transaction& tx, const FactorRule& rule, UserId by, Millis at) {
    tx.announce(store::kTopic);
    return tx.value(
        "INSERT INTO second_factor_rule (role, whole_country, required, valid_from, basis, set_by, set_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        role_name(rule.role), rule.whole_country, rule.required, rule.from, rule.basis, by, at);
}

Result<std::vector<UserId>> accounts_with_factor(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return row.get<UserId>(0); },
                  "SELECT account_id FROM second_factor ORDER BY account_id");
}

Result<FactorState> factor_state(db::Transaction& tx, UserId account) {
    auto found = TRY(tx.find(
        [](const db::Row& row) {
            FactorState out;
            out.on = !row.is_null(0);
            out.since = out.on ? row.get<Millis>(0) : 0;
            out.reset_at = row.get<std::optional<Millis>>(1);
            out.codes_left = row.integer(2);
            return out;
        },
        "SELECT f.since, a.factor_reset_at, "
        "(SELECT count(*) FROM recovery_code c WHERE c.account_id = a.id) "
        "FROM account a LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.id = ?1",
        account));
    return found.value_or(FactorState{});
}

Result<bool> remove_factor(db::Transaction& tx, UserId account) {
    tx.announce(store::kTopic);
    TRY(store::delete_halves(tx, account));
    TRY(tx.exec("DELETE FROM recovery_code WHERE account_id = ?1", account));
    return TRY(tx.exec("DELETE FROM second_factor WHERE account_id = ?1", account)) > 0;
}

Result<> set_factor_reset(db::Transaction& tx, UserId account, std::optional<Millis> at) {
    TRY(tx.exec("UPDATE account SET factor_reset_at = ?2 WHERE id = ?1", account, at));
    return {};
}

namespace store {

Result<std::optional<FactorRow>> find_factor(db::Transaction& tx, UserId account) {
    return tx.find(
        [](const db::Row& row) {
            return FactorRow{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                             row.get<std::int64_t>(3)};
        },
        "SELECT sealed_secret, key_id, code_salt, last_step FROM second_factor WHERE account_id = ?1",
        account);
}

Result<bool> has_recovery_code(db::Transaction& tx, UserId account, std::string_view hash) {
    return TRY(tx.value("SELECT count(*) FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2",
                        account, hash)) > 0;
}

Result<bool> use_step(db::Transaction& tx, UserId account, std::int64_t step) {
    return TRY(tx.exec("UPDATE second_factor SET last_step = ?2 WHERE account_id = ?1 AND last_step < ?2",
                       account, step)) == 1;
}

Result<bool> use_recovery_code(db::Transaction& tx, UserId account, std::string_view hash) {
    return TRY(tx.exec("DELETE FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2", account,
                       hash)) == 1;
}

Result<> put_factor(db::Transaction& tx, UserId account, const FactorRow& row, Millis since) {
    tx.announce(kTopic);
    TRY(tx.exec("DELETE FROM second_factor WHERE account_id = ?1", account));
    TRY(
        tx.exec("INSERT INTO second_factor (account_id, sealed_secret, key_id, since, last_step, code_salt) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                account, db::Param::Blob{row.sealed_secret}, row.key_id, since, row.last_step,
                db::Param::Blob{row.code_salt}));
    return {};
}

Result<> put_codes(db::Transaction& tx, UserId account, std::string_view salt,
                   std::span<const std::string> hashes) {
    TRY(tx.exec("UPDATE second_factor SET code_salt = ?2 WHERE account_id = ?1", account,
                db::Param::Blob{salt}));
    TRY(tx.exec("DELETE FROM recovery_code WHERE account_id = ?1", account));
    for (const auto& hash : hashes)
        TRY(tx.exec("INSERT INTO recovery_code (account_id, code_hash) VALUES (?1, ?2)", account, hash));
    return {};
}

Result<std::optional<HalfRow>> find_half(db::Transaction& tx, std::string_view hash, Millis now) {
    return tx.find(
        [](const db::Row& row) {
            return HalfRow{row.get<UserId>(0), row.get<std::string>(1), row.get<bool>(2),
                           row.get<std::int64_t>(3)};
        },
        "SELECT a.id, a.name, h.private_device, h.wrong_codes FROM half_sign_in h "
        "JOIN account a ON a.id = h.account_id "
        "WHERE h.token_hash = ?1 AND h.ends_at > ?2 AND a.disabled_at IS NULL",
        hash, now);
}

Result<> insert_half(db::Transaction& tx, std::string_view hash, UserId account, bool private_device,
                     Millis ends_at) {
    TRY(
        tx.exec("INSERT INTO half_sign_in (token_hash, account_id, private_device, wrong_codes, ends_at) "
                "VALUES (?1, ?2, ?3, 0, ?4)",
                hash, account, private_device, ends_at));
    return {};
}

Result<> count_wrong_code(db::Transaction& tx, std::string_view hash) {
    TRY(tx.exec("UPDATE half_sign_in SET wrong_codes = wrong_codes + 1 WHERE token_hash = ?1", hash));
    return {};
}

Result<bool> delete_half(db::Transaction& tx, std::string_view hash) {
    return TRY(tx.exec("DELETE FROM half_sign_in WHERE token_hash = ?1", hash)) == 1;
}

Result<> delete_halves(db::Transaction& tx, UserId account) {
    TRY(tx.exec("DELETE FROM half_sign_in WHERE account_id = ?1", account));
    return {};
}

Result<> delete_ended_halves(db::Transaction& tx, Millis now) {
    TRY(tx.exec("DELETE FROM half_sign_in WHERE ends_at <= ?1", now));
    return {};
}

}  // namespace store

}  // namespace kheo::auth
