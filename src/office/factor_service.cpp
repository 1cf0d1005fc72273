// SPDX-License-Identifier: Apache-2.0
#include "office/factor_service.hpp"

#include <optional>

#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/service.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/totp.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::Principal;
using auth::UserId;

Result<> enter(db::Transaction& tx, UserId actor, std::string_view verb, UserId account, Millis at) {
    TRY(ledger::append(tx, {actor, verb, "user", account.value, "second_factor", {}}, at));
    return {};
}

std::unexpected<Error> about(std::string_view field, const Sentence& sentence) {
    return fail(Error{ErrorKind::invalid, sentence, {{std::string(field), sentence}}, {}, {}});
}

/// The hash that was matched: looked at again by whoever writes.
Result<std::string> check_password(const Parts& parts, const Principal& who, const FactorInput& typed) {
    auto checked = TRY(parts.sessions.check_password(who, typed.present));
    if (checked.empty()) return about("present", msg::password_wrong);
    return checked;
}

/// Somebody above may have reset the password, or locked the account, meanwhile.
Result<> still_right(db::Transaction& tx, const Principal& who, const std::string& checked) {
    if (!TRY(auth::password_is_still(tx, who.user, checked)))
        return about("present", msg::password_changed_meanwhile);
    return {};
}

Result<auth::ShownCode> check_code(const Parts& parts, const Principal& who, std::string_view field,
                                   std::string_view code) {
    auto shown = parts.sessions.check_code(who, code);
    if (!shown && shown.error().kind == ErrorKind::invalid) return about(field, shown.error().message);
    return shown;
}

struct Proof {
    std::string checked;  // the password's hash
    auth::ShownCode code;
};

/// The password and a code: what is changed here would let somebody else in.
Result<Proof> check_both(const Parts& parts, const Principal& who, const FactorInput& typed) {
    auto checked = TRY(check_password(parts, who, typed));
    auto code = TRY(check_code(parts, who, "code", typed.code));
    return Proof{std::move(checked), std::move(code)};
}

/// Uses the code up that was shown for an act.
Result<> spend(db::Transaction& tx, const Principal& who, const auth::ShownCode& code, Millis at) {
    TRY(auth::use_code(tx, who.user, code));
    if (code.is_recovery()) TRY(enter_recovery_code_used(tx, who.user, at));
    return {};
}

/// A person who is held has no grants in his session: they are read from their rows.
Result<bool> is_required(db::Transaction& tx, UserId user, Date today) {
    const auto account = TRY(auth::find_account(tx, user));
    if (!account) return false;
    std::vector<auth::Grant> grants;
    for (const auto& stored : account->grants) grants.push_back(stored.grant);
    return auth::factor_required(grants, TRY(auth::load_factor_rules(tx)), today);
}

/// Removed for somebody else: his sessions end, and he is told.
Result<bool> reset(db::Transaction& tx, UserId actor, UserId account, Millis at) {
    if (!TRY(auth::remove_factor(tx, account))) return false;
    TRY(auth::set_factor_reset(tx, account, at));
    TRY(auth::end_other_sessions(tx, account, {}));
    TRY(enter(tx, actor, "office.factor_reset", account, at));
    return true;
}

}  // namespace

Result<OwnFactor> own_factor(const Parts& parts, const Principal& who) {
    return parts.database.read([&](db::Transaction& tx) -> Result<OwnFactor> {
        OwnFactor out;
        out.state = TRY(auth::factor_state(tx, who.user));
        out.required = TRY(is_required(tx, who.user, parts.clock.today()));
        return out;
    });
}

Result<std::vector<std::string>> set_up_factor(const Parts& parts, const Principal& who,
                                               const FactorInput& typed) {
    const auto& key = parts.sessions.factor_key();
    const auto now = parts.clock.now();
    const auto secret = TRY(auth::offered_secret(key, who.user, typed.sealed, now));
    const auto checked = TRY(check_password(parts, who, typed));
    const auto step = auth::totp_match(secret, typed.code, now, 0);
    if (!step) return about("code", msg::factor_code_wrong);
    std::optional<auth::ShownCode> old;
    if (TRY(has_factor(parts, who.user))) old = TRY(check_code(parts, who, "old_code", typed.old_code));
    const auto codes = TRY(auth::new_recovery_codes());
    TRY(parts.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(still_right(tx, who, checked));
        const auto state = TRY(auth::factor_state(tx, who.user));
        if (state.on && !old)  // set up in another window meanwhile
            return about("code", msg::factor_code_wrong);
        if (old) TRY(spend(tx, who, *old, now));
        TRY(auth::set_factor(tx, key, who.user, {secret, *step, codes}, now));
        TRY(auth::end_other_sessions(tx, who.user, typed.token));
        return enter(tx, who.user, "office.factor_set", who.user, now);
    }));
    return codes.shown;
}

Result<std::vector<std::string>> remake_codes(const Parts& parts, const Principal& who,
                                              const FactorInput& typed) {
    const auto shown = TRY(check_both(parts, who, typed));
    const auto codes = TRY(auth::new_recovery_codes());
    const auto at = parts.clock.now();
    TRY(parts.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(still_right(tx, who, shown.checked));
        TRY(spend(tx, who, shown.code, at));
        TRY(auth::replace_recovery_codes(tx, who.user, codes));
        return enter(tx, who.user, "office.recovery_codes_made", who.user, at);
    }));
    return codes.shown;
}

Result<> switch_factor_off(const Parts& parts, const Principal& who, const FactorInput& typed) {
    const auto at = parts.clock.now();
    const auto own = TRY(own_factor(parts, who));
    if (own.required) return fail(ErrorKind::invalid, msg::factor_is_required);
    const auto shown = TRY(check_both(parts, who, typed));
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(still_right(tx, who, shown.checked));
        TRY(spend(tx, who, shown.code, at));
        TRY(auth::remove_factor(tx, who.user));
        TRY(auth::end_other_sessions(tx, who.user, typed.token));
        return enter(tx, who.user, "office.factor_off", who.user, at);
    });
}

Result<> acknowledge_reset(const Parts& parts, const Principal& who) {
    return parts.database.write(
        [&](db::Transaction& tx) { return auth::set_factor_reset(tx, who.user, std::nullopt); });
}

Result<> reset_factor(const Parts& parts, const Principal& who, UserId account) {
    if (account == who.user) return fail(ErrorKind::invalid, msg::factor_own_reset);
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto now = TRY(auth::find_account(tx, account));
        if (!now || !administers(who, *now, parts.clock.today(), parts.scope))
            return fail(ErrorKind::not_found, msg::account_not_found);
        TRY(reset(tx, who.user, account, parts.clock.now()));
        return {};
    });
}

Result<bool> reset_factor_of(db::Database& database, std::string_view name, const Clock& clock) {
    return database.write([&](db::Transaction& tx) -> Result<bool> {
        const auto account = TRY(auth::find_account(tx, auth::account_name(name)));
        if (!account) return fail(ErrorKind::not_found, msg::erase_unknown, {{"name", std::string(name)}});
        return reset(tx, {}, account->id, clock.now());
    });
}

Result<> enter_factor_rule(db::Transaction& tx, const auth::FactorRule& rule, UserId actor, Millis at) {
    const auto id = TRY(auth::add_factor_rule(tx, rule, actor, at));
    TRY(ledger::append(tx, {actor, "office.factor_rule_set", "factor_rule", id, "role,required,from", {}},
                       at));
    return {};
}

Result<> set_factor_rule(db::Database& database, const auth::FactorRule& rule, UserId actor,
                         const Clock& clock) {
    return database.write(
        [&](db::Transaction& tx) { return enter_factor_rule(tx, rule, actor, clock.now()); });
}

Result<bool> has_factor(const Parts& parts, UserId account) {
    const auto state =
        TRY(parts.database.read([&](db::Transaction& tx) { return auth::factor_state(tx, account); }));
    return state.on;
}

Result<> enter_recovery_code_used(db::Transaction& tx, UserId account, Millis at) {
    return enter(tx, account, "office.recovery_code_used", account, at);
}

Result<std::vector<auth::OwnSession>> own_sessions(const Parts& parts, const Principal& who,
                                                   std::string_view token) {
    return parts.database.read(
        [&](db::Transaction& tx) { return auth::own_sessions(tx, who.user, token, parts.clock.now()); });
}

Result<> end_own_session(const Parts& parts, const Principal& who, std::string_view which,
                         std::string_view token) {
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        if (which == "khac")
            TRY(auth::end_other_sessions(tx, who.user, token));
        else
            TRY(auth::end_own_session(tx, who.user, which));
        return {};
    });
}

}  // namespace kheo::office
