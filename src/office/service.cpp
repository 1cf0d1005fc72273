// SPDX-License-Identifier: Apache-2.0
#include "office/service.hpp"

#include "base/text.hpp"
#include "office/digest.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/rights.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::Principal;
using auth::UserId;

// The ledger says that an account changed, not who the person is.
Result<> enter(db::Transaction& tx, UserId actor, std::string_view verb, UserId account,
               std::string_view changed, Millis at) {
    TRY(ledger::append(tx, {actor, verb, "user", account.value, changed, {}}, at));
    return {};
}

std::unexpected<Error> hidden_account() {
    return fail(ErrorKind::not_found, msg::account_not_found);
}

Result<auth::Account> find_in_area(db::Transaction& tx, const Parts& parts, const Principal& who, UserId id) {
    auto found = TRY(auth::find_account(tx, id));
    if (!found || !administers(who, *found, parts.clock.today(), parts.scope)) return hidden_account();
    return *std::move(found);
}

Result<std::int64_t> grant_within(db::Transaction& tx, UserId account, const auth::Grant& grant, UserId actor,
                                  const std::string& request_key, Millis at) {
    const auto id = TRY(auth::add_grant(tx, account, grant, actor, at, request_key));
    if (id != 0) TRY(enter(tx, actor, "office.granted", account, "role,unit,from,until", at));
    return id;
}

void merge(std::vector<FieldError>& all, const Error& error, std::string_view field = {}) {
    if (error.fields.empty()) all.push_back({std::string(field), error.message});
    for (const auto& each : error.fields) all.push_back(each);
}

std::unexpected<Error> with_fields(std::vector<FieldError> fields) {
    return fail(Error{ErrorKind::invalid, fields.front().message, std::move(fields), {}, {}});
}

/// Whoever looks after everything: what a stolen password of his opens is everything.
auth::FactorRule first_factor_rule(Date today) {
    return {0,     auth::Role::administrator,
            true,  true,
            today, std::string(msg::factor_first_basis.in(Language::vi))};
}

std::unexpected<Error> password_changed_meanwhile() {
    return with_fields({{"present", msg::password_changed_meanwhile}});
}

std::unexpected<Error> about_unit(const Message& message) {
    return with_fields({{"unit", message}});
}

}  // namespace

Result<> end_handed_on(db::Transaction& tx, UserId account, UserId actor, const Clock& clock) {
    const std::string reason(msg::handed_on_ended.in(Language::vi));
    for (const auto& right : TRY(auth::handed_on_by(tx, account, clock.today())))
        for (const auto& ended : TRY(auth::end_right(tx, right, clock.today(), reason)))
            TRY(enter(tx, actor, "office.grant_ended", ended.account, "until,reason", clock.now()));
    return {};
}

Result<std::vector<auth::Account>> list_accounts(const Parts& parts, const Principal& who) {
    auto all = TRY(parts.database.read([](db::Transaction& tx) { return auth::list_accounts(tx); }));
    std::erase_if(all, [&](const auth::Account& account) {
        return account.id != who.user && !administers(who, account, parts.clock.today(), parts.scope);
    });
    return all;
}

Result<auth::Account> load_account(const Parts& parts, const Principal& who, UserId id) {
    return parts.database.read([&](db::Transaction& tx) { return find_in_area(tx, parts, who, id); });
}

Result<bool> has_password(const Parts& parts, UserId account) {
    return parts.database.read([&](db::Transaction& tx) { return auth::has_password(tx, account); });
}

Result<> add_grant(const Parts& parts, const Principal& who, UserId account, const GrantInput& typed,
                   const std::string& request_key) {
    if (account == who.user) return fail(ErrorKind::invalid, msg::grant_own);
    const auto today = parts.clock.today();
    const auto at = parts.clock.now();
    const auto atlas = parts.atlas();
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(find_in_area(tx, parts, who, account));
        const auto grant = TRY(read_grant(typed, *atlas, today));
        if (!may_grant(who, grant, today, parts.scope)) return about_unit(msg::grant_outside);
        TRY(grant_within(tx, account, grant, who.user, request_key, at));
        return {};
    });
}

Result<> set_enabled(const Parts& parts, const Principal& who, UserId account, bool enabled) {
    if (account == who.user) return fail(ErrorKind::invalid, msg::account_own_lock);
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(find_in_area(tx, parts, who, account));
        TRY(auth::set_enabled(tx, account, enabled, parts.clock.now()));
        if (!enabled) {
            TRY(end_handed_on(tx, account, who.user, parts.clock));
            TRY(withdraw_digests(tx, account));
        }
        return enter(tx, who.user, enabled ? "office.account_unlocked" : "office.account_locked", account, "",
                     parts.clock.now());
    });
}

Result<> change_own_password(const Parts& parts, const Principal& who, std::string_view present,
                             std::string_view wanted) {
    std::vector<FieldError> faults;
    const auto checked = TRY(parts.sessions.check_password(who, present));
    if (checked.empty()) faults.push_back({"present", msg::password_wrong});
    if (const auto good = auth::check_new_password(wanted, who.name); !good)
        merge(faults, good.error(), "wanted");
    else if (wanted == present)
        faults.push_back({"wanted", msg::password_same});
    if (!faults.empty()) return with_fields(std::move(faults));
    const auto better = TRY(auth::hash_password(wanted));
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        if (!TRY(auth::password_is_still(tx, who.user, checked))) return password_changed_meanwhile();
        TRY(auth::set_password(tx, who.user, better, false));
        return enter(tx, who.user, "office.password_changed", who.user, "password", parts.clock.now());
    });
}

Result<UserId> add_user(db::Database& database, const territory::Atlas& atlas, const NewUser& user,
                        UserId actor, const Clock& clock) {
    std::vector<FieldError> faults;
    const GrantInput typed{std::string(auth::role_name(user.role)), unit_or_country(user.unit_code),
                           user.from ? user.from->iso() : "", user.until ? user.until->iso() : ""};
    const auto grant = read_grant(typed, atlas, clock.today());
    if (!grant) merge(faults, grant.error());
    if (const auto name = auth::check_account_name(user.name); !name) merge(faults, name.error());
    if (const auto good = auth::check_new_password(user.password, user.name); !good)
        merge(faults, good.error(), "password");
    if (!faults.empty()) return with_fields(std::move(faults));
    const auto hash = TRY(auth::hash_password(user.password));
    return database.write([&](db::Transaction& tx) -> Result<UserId> {
        const auto id = TRY(
            auth::add_account(tx, {user.name, user.display_name, hash, user.must_change, {}}, clock.now()));
        TRY(enter(tx, actor, "office.account_added", id, "name,display_name", clock.now()));
        TRY(grant_within(tx, id, *grant, actor, {}, clock.now()));
        return id;
    });
}

Result<FirstAdministrator> add_first_administrator(db::Database& database, const Clock& clock) {
    FirstAdministrator out{"admin", auth::random_password()};
    const auto hash = TRY(auth::hash_password(out.password));
    const auto written = database.write([&](db::Transaction& tx) -> Result<> {
        const std::string shown(msg::first_administrator.in(Language::vi));
        const auto id = TRY(auth::add_account(tx, {out.name, shown, hash, true, {}}, clock.now()));
        TRY(enter(tx, {}, "office.account_added", id, "name,display_name", clock.now()));
        const auth::Grant grant{auth::Role::administrator, {}, clock.today(), *Date::parse_iso(kEndOfTime)};
        TRY(grant_within(tx, id, grant, {}, {}, clock.now()));
        return {};
    });
    if (!written) return fail(written.error());
    TRY(set_factor_rule(database, first_factor_rule(clock.today()), {}, clock));
    return out;
}

}  // namespace kheo::office
