// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/second_factor.hpp"

#include <algorithm>
#include <charconv>

#include "base/digest.hpp"
#include "platform/auth/factor_store.hpp"
#include "platform/auth/messages.gen.hpp"
#include "platform/auth/totp.hpp"

namespace kheo::auth {

namespace {

constexpr Millis kOfferedFor = 60 * 60'000;

std::string bound_to(UserId account) {
    return "kheo second factor 1 " + std::to_string(account.value);
}

std::string offered_to(UserId account, std::string_view moment) {
    return "kheo second factor offer 1 " + std::to_string(account.value) + " " + std::string(moment);
}

std::unexpected<Error> wrong_code() {
    return fail(ErrorKind::invalid, msg::wrong_code);
}

std::unexpected<Error> too_old() {
    return fail(ErrorKind::invalid, msg::factor_offer_old);
}

Result<ShownCode> match_recovery(db::Database& database, UserId account, const store::FactorRow& row,
                                 std::string_view typed) {
    ShownCode out;
    out.recovery_hash = TRY(recovery_hash(row.code_salt, typed));
    const bool known = TRY(database.read(
        [&](db::Transaction& tx) { return store::has_recovery_code(tx, account, out.recovery_hash); }));
    if (!known) return wrong_code();
    return out;
}

}  // namespace

Result<ShownCode> match_code(db::Database& database, const FactorKey& key, UserId account,
                             std::string_view typed, Millis now) {
    const auto row = TRY(database.read([&](db::Transaction& tx) { return store::find_factor(tx, account); }));
    if (!row) return wrong_code();
    if (looks_like_recovery_code(typed)) return match_recovery(database, account, *row, typed);
    const auto secret = TRY(key.unseal(row->sealed_secret, bound_to(account), row->key_id));
    const auto step = totp_match(secret, typed, now, row->last_step);
    if (!step) return wrong_code();
    return ShownCode{*step, {}};
}

Result<> use_code(db::Transaction& tx, UserId account, const ShownCode& code) {
    bool first = false;
    if (code.is_recovery())
        first = TRY(store::use_recovery_code(tx, account, code.recovery_hash));
    else
        first = TRY(store::use_step(tx, account, code.step));
    if (!first) return wrong_code();
    return {};
}

Result<OfferedSecret> offer_secret(const FactorKey& key, UserId account, Millis now) {
    const auto moment = std::to_string(now);
    OfferedSecret out{new_totp_secret(), {}};
    const auto sealed = TRY(key.seal(out.secret, offered_to(account, moment)));
    out.sealed = moment + "." + to_hex(sealed);
    return out;
}

Result<std::string> offered_secret(const FactorKey& key, UserId account, std::string_view sealed,
                                   Millis now) {
    const auto dot = std::min(sealed.find('.'), sealed.size());
    const auto moment = sealed.substr(0, dot);
    Millis at = 0;
    std::from_chars(moment.data(), moment.data() + moment.size(), at);
    if (dot == sealed.size() || sealed.size() > 500 || now - at > kOfferedFor || at > now) return too_old();
    auto secret = key.unseal(from_hex(sealed.substr(dot + 1)), offered_to(account, moment), key.id());
    if (!secret && secret.error().kind == ErrorKind::invalid) return too_old();
    return secret;
}

Result<> set_factor(db::Transaction& tx, const FactorKey& key, UserId account, const NewFactor& factor,
                    Millis at) {
    store::FactorRow row;
    row.sealed_secret = TRY(key.seal(factor.secret, bound_to(account)));
    row.key_id = key.id();
    row.code_salt = factor.codes.salt;
    row.last_step = factor.step;
    TRY(store::delete_halves(tx, account));
    TRY(store::put_factor(tx, account, row, at));
    TRY(set_factor_reset(tx, account, std::nullopt));
    return replace_recovery_codes(tx, account, factor.codes);
}

Result<> replace_recovery_codes(db::Transaction& tx, UserId account, const RecoveryCodes& codes) {
    return store::put_codes(tx, account, codes.salt, codes.hashes);
}

}  // namespace kheo::auth
