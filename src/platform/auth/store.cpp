// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/store.hpp"

#include <map>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/colleagues.hpp"
#include "platform/auth/factor_store.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/auth/messages.gen.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kAccountColumns =
    "id, name, display_name, disabled_at IS NULL, must_change, created_at";

Account read_account(const db::Row& row) {
    return {row.get<UserId>(0),
            row.get<std::string>(1),
            row.get<std::string>(2),
            row.get<bool>(3),
            row.get<bool>(4),
            row.get<Millis>(5),
            {}};
}

StoredGrant read_grant(const db::Row& row) {
    return {row.get<std::int64_t>(0),
            {parse_role(row.text(1)).value_or(Role::reader), ScopeUnit{row.is_null(2) ? 0 : row.integer(2)},
             row.get<Date>(3), row.get<Date>(4)}};
}

Result<std::vector<StoredGrant>> grants_of(db::Transaction& tx, UserId account) {
    return tx.all(
        read_grant,
        "SELECT id, role, unit_id, valid_from, valid_to FROM role_grant WHERE account_id = ?1 ORDER BY id",
        account);
}

Result<std::optional<Account>> with_grants(db::Transaction& tx, std::optional<Account> account) {
    if (account) account->grants = TRY(grants_of(tx, account->id));
    return account;
}

/// The grants of all these accounts in one question; `whose` is its condition.
template <class... Args>
Result<std::vector<Account>> with_grants(db::Transaction& tx, std::vector<Account> accounts,
                                         std::string_view whose, const Args&... args) {
    std::map<UserId, std::vector<StoredGrant>> grants;
    TRY(tx.each([&](const db::Row& row) { grants[row.get<UserId>(5)].push_back(read_grant(row)); },
                "SELECT id, role, unit_id, valid_from, valid_to, account_id FROM role_grant" +
                    std::string(whose) + " ORDER BY id",
                args...));
    for (auto& account : accounts)
        if (const auto found = grants.find(account.id); found != grants.end())
            account.grants = std::move(found->second);
    return accounts;
}

bool is_account_name(std::string_view name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-@";
    return name.size() >= 3 && name.size() <= 60 && name.find_first_not_of(allowed) == std::string_view::npos;
}

std::unexpected<Error> about_name(ErrorKind kind, const Message& message) {
    return fail(Error{kind, message, {{"name", message}}, {}, {}});
}

}  // namespace

std::string account_name(std::string_view typed) {
    std::string out(trim(typed));
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Result<> check_account_name(std::string_view typed) {
    if (!is_account_name(account_name(typed))) return about_name(ErrorKind::invalid, msg::bad_account_name);
    return {};
}

Result<UserId> add_account(db::Transaction& tx, const NewAccount& account, Millis at) {
    const auto name = account_name(account.name);
    TRY(check_account_name(name));
    const auto taken = TRY(find_account(tx, name));
    if (taken) return about_name(ErrorKind::conflict, msg::account_exists);
    const auto shown = tidy(account.display_name);
    return UserId{TRY(tx.value(
        "INSERT INTO account (name, display_name, password_hash, must_change, created_at, request_key) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        name, shown.empty() ? name : shown, account.password_hash, account.must_change, at,
        store::or_null(account.request_key)))};
}

Result<std::optional<UserId>> find_by_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.get<UserId>(0); },
                   "SELECT id FROM account WHERE request_key = ?1", store::or_null(request_key));
}

Result<std::int64_t> add_grant(db::Transaction& tx, UserId account, const Grant& grant, UserId by, Millis at,
                               std::string_view request_key) {
    tx.announce(store::kTopic);
    auto added = TRY(
        tx.find([](const db::Row& row) { return row.integer(0); },
                "INSERT INTO role_grant (account_id, role, unit_id, valid_from, valid_to, granted_by, "
                "granted_at, request_key) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (request_key) DO NOTHING RETURNING id",
                account, role_name(grant.role), grant.unit, grant.from, grant.until, by, at,
                store::or_null(request_key)));
    return added.value_or(0);
}

Result<bool> end_grant(db::Transaction& tx, UserId account, std::int64_t grant, Date today) {
    tx.announce(store::kTopic);
    const auto last = today.plus_days(-1);
    const auto until =
        TRY(tx.find([](const db::Row& row) { return row.get<Date>(0); },
                    "SELECT valid_to FROM role_grant WHERE id = ?1 AND account_id = ?2", grant, account));
    if (!until) return fail(ErrorKind::not_found, msg::no_such_grant);
    if (*until <= last) return false;
    TRY(tx.exec(
        "UPDATE role_grant SET valid_to = ?2 WHERE valid_to > ?2 AND (id = ?1 OR delegated_from = ?1)", grant,
        last));
    return true;
}

Result<std::vector<Account>> list_accounts(db::Transaction& tx) {
    auto accounts =
        TRY(tx.all(read_account, "SELECT " + std::string(kAccountColumns) + " FROM account ORDER BY name"));
    return with_grants(tx, std::move(accounts), "");
}

Result<std::vector<Account>> accounts_at(db::Transaction& tx, ScopeUnit unit) {
    auto accounts = TRY(tx.all(read_account,
                               "SELECT " + std::string(kAccountColumns) +
                                   " FROM account WHERE id IN (SELECT account_id FROM role_grant WHERE "
                                   "unit_id = ?1) ORDER BY name",
                               unit));
    return with_grants(tx, std::move(accounts),
                       " WHERE account_id IN (SELECT account_id FROM role_grant WHERE unit_id = ?1)", unit);
}

Result<std::optional<Account>> find_account(db::Transaction& tx, UserId id) {
    return with_grants(
        tx, TRY(tx.find(read_account,
                        "SELECT " + std::string(kAccountColumns) + " FROM account WHERE id = ?1", id)));
}

Result<std::optional<Account>> find_account(db::Transaction& tx, std::string_view name) {
    return with_grants(
        tx,
        TRY(tx.find(read_account, "SELECT " + std::string(kAccountColumns) + " FROM account WHERE name = ?1",
                    account_name(name))));
}

Result<std::string> display_name(db::Transaction& tx, UserId id) {
    auto found = TRY(tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                             "SELECT display_name FROM account WHERE id = ?1", id));
    return found.value_or("");
}

Result<std::string> password_hash(db::Transaction& tx, UserId account) {
    return tx.value<std::string>("SELECT password_hash FROM account WHERE id = ?1", account);
}

Result<bool> password_is_still(db::Transaction& tx, UserId account, std::string_view hash) {
    return TRY(tx.value(
               "SELECT count(*) FROM account WHERE id = ?1 AND password_hash = ?2 AND password_hash <> "
               "'' AND disabled_at IS NULL",
               account, hash)) > 0;
}

Result<> set_password(db::Transaction& tx, UserId account, std::string_view hash, bool must_change) {
    tx.announce(store::kTopic);
    TRY(tx.exec("UPDATE account SET password_hash = ?2, must_change = ?3 WHERE id = ?1", account, hash,
                must_change));
    TRY(tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1", account));
    return store::delete_halves(tx, account);
}

Result<> set_enabled(db::Transaction& tx, UserId account, bool enabled, Millis at) {
    tx.announce(store::kTopic);
    std::optional<Millis> disabled_at;
    if (!enabled) disabled_at = at;
    TRY(tx.exec("UPDATE account SET disabled_at = ?2 WHERE id = ?1", account, disabled_at));
    if (!enabled) {
        TRY(tx.exec("DELETE FROM sign_in_session WHERE account_id = ?1", account));
        TRY(cancel_invitations_of(tx, account, at));
    }
    return store::delete_halves(tx, account);
}

namespace store {

std::optional<std::string> or_null(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

Result<std::optional<Credentials>> find_credentials(db::Transaction& tx, std::string_view name) {
    return tx.find(
        [](const db::Row& row) {
            return Credentials{row.get<UserId>(0), row.get<std::string>(1), row.get<bool>(2),
                               row.get<bool>(3),   row.get<bool>(4),        row.get<bool>(5)};
        },
        "SELECT id, password_hash, disabled_at IS NULL, must_change, "
        "EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = account.id), "
        "factor_reset_at IS NOT NULL FROM account WHERE name = ?1",
        name);
}

Result<> save_hash(db::Transaction& tx, UserId account, std::string_view hash) {
    TRY(tx.exec("UPDATE account SET password_hash = ?2 WHERE id = ?1", account, hash));
    return {};
}

Result<std::optional<SessionRow>> find_session(db::Transaction& tx, std::string_view hash) {
    return tx.find(
        [](const db::Row& row) {
            return SessionRow{row.get<UserId>(0), row.get<std::string>(1), row.get<std::string>(2),
                              row.get<Millis>(3), row.get<Millis>(4),      row.get<Millis>(5),
                              row.get<bool>(6),   row.get<bool>(7)};
        },
        "SELECT a.id, a.name, a.display_name, s.seen_at, s.idle_ms, s.ends_at, a.must_change, "
        "EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id) "
        "FROM sign_in_session s "
        "JOIN account a ON a.id = s.account_id WHERE s.token_hash = ?1 AND a.disabled_at IS NULL",
        hash);
}

Result<> insert_session(db::Transaction& tx, std::string_view hash, UserId account, std::string_view device,
                        Millis now, Millis idle_ms, Millis ends_at) {
    TRY(tx.exec(
        "INSERT INTO sign_in_session (token_hash, account_id, device, created_at, seen_at, idle_ms, ends_at) "
        "VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)",
        hash, account, device, now, idle_ms, ends_at));
    return {};
}

Result<> touch_session(db::Transaction& tx, std::string_view hash, Millis now) {
    TRY(tx.exec("UPDATE sign_in_session SET seen_at = ?2 WHERE token_hash = ?1", hash, now));
    return {};
}

Result<> delete_session(db::Transaction& tx, std::string_view hash) {
    tx.announce(store::kTopic);
    TRY(tx.exec("DELETE FROM sign_in_session WHERE token_hash = ?1", hash));
    return {};
}

Result<> delete_ended_sessions(db::Transaction& tx, Millis now) {
    TRY(tx.exec("DELETE FROM sign_in_session WHERE ends_at < ?1 OR seen_at + idle_ms < ?1", now));
    return {};
}

Result<std::vector<SignInThrottle::Stored>> load_counts(db::Transaction& tx, Millis now) {
    return tx.all(
        [](const db::Row& row) {
            return SignInThrottle::Stored{row.get<std::string>(0),
                                          {row.get<int>(1), row.get<Millis>(2), row.get<Millis>(3)}};
        },
        "SELECT key_hash, failures, last_try, known_since FROM sign_in_count "
        "WHERE last_try >= ?1 OR known_since > 0 ORDER BY last_try DESC LIMIT 20000",
        SignInThrottle::forgotten_before(now));
}

Result<> save_counts(db::Transaction& tx, const std::vector<SignInThrottle::Stored>& counts, Millis now) {
    TRY(tx.exec("DELETE FROM sign_in_count WHERE last_try < ?1 AND known_since = 0",
                SignInThrottle::forgotten_before(now)));
    for (const auto& [name, count] : counts)
        TRY(tx.exec(
            "INSERT INTO sign_in_count (key_hash, failures, last_try, known_since) "
            "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key_hash) DO UPDATE SET failures = excluded.failures, "
            "last_try = excluded.last_try, known_since = excluded.known_since",
            name, count.failures, count.last, count.known_since));
    return {};
}

Result<std::vector<Grant>> load_grants(db::Transaction& tx, UserId account) {
    std::vector<Grant> out;
    for (const auto& stored : TRY(grants_of(tx, account))) out.push_back(stored.grant);
    return out;
}

Result<std::string> find_or_add_key(db::Transaction& tx, std::string_view name, std::string_view fresh) {
    TRY(tx.exec("INSERT INTO installation_key (name, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name,
                db::Param::Blob{fresh}));
    return tx.value<std::string>("SELECT bytes FROM installation_key WHERE name = ?1", name);
}

Result<std::string> find_key(db::Transaction& tx, std::string_view name) {
    auto found = TRY(tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                             "SELECT bytes FROM installation_key WHERE name = ?1", name));
    return found.value_or("");
}

Result<> forget_key(db::Transaction& tx, std::string_view name) {
    TRY(tx.exec("DELETE FROM installation_key WHERE name = ?1", name));
    return {};
}

}  // namespace store

}  // namespace kheo::auth
