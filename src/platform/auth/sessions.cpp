// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/sessions.hpp"

#include <algorithm>

#include "platform/auth/accounts.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/factor_store.hpp"
#include "platform/auth/messages.gen.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/store.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kTopic = store::kTopic;
constexpr Millis kMinute = 60'000;
constexpr Millis kHour = 60 * kMinute;
constexpr Millis kDay = 24 * kHour;
constexpr Millis kTouchEvery = 5 * kMinute;
constexpr Millis kHalfFor = 10 * kMinute;
constexpr std::int64_t kWrongCodes = 5;                              // then the password is asked again
constexpr std::string_view kSessionFormsKey = "kheo form token v1";  // domain separation, no secret

struct Lifetime {
    Millis idle, whole;
};

Lifetime lifetime(bool private_device) {
    return private_device ? Lifetime{7 * kDay, 30 * kDay} : Lifetime{2 * kHour, 12 * kHour};
}

SignedIn new_session(UserId user, bool private_device) {
    const auto whole = static_cast<long>(lifetime(private_device).whole / 1000);
    return {.token = random_token(), .max_age = private_device ? whole : -1, .user = user};
}

/// What is known about a person only after everything was right.
struct Arrival {
    UserId user;
    bool private_device = false;
    std::string_view old_token, device;
};

Result<> write_session(db::Transaction& tx, const SignedIn& made, const Arrival& who, Millis now) {
    const auto life = lifetime(who.private_device);
    TRY(store::delete_ended_sessions(tx, now));
    if (!who.old_token.empty()) TRY(store::delete_session(tx, token_hash(who.old_token)));
    return store::insert_session(tx, token_hash(made.token), who.user, who.device, now, life.idle,
                                 now + life.whole);
}

std::unexpected<Error> half_ended() {
    return fail(Error{ErrorKind::invalid, msg::half_ended, {}, {}, std::string(kHalfEnded)});
}

/// Checking a password takes a while: it may have been changed, or the account locked, meanwhile.
Result<store::Credentials> still_right(db::Transaction& tx, const SignIn& attempt,
                                       const std::string& checked_hash) {
    auto still = TRY(store::find_credentials(tx, account_name(attempt.name)));
    if (!still || !still->enabled || still->password_hash != checked_hash)
        return fail(ErrorKind::invalid, msg::wrong_sign_in);
    return *std::move(still);
}

Result<bool> lacks_factor(db::Transaction& tx, const std::vector<Grant>& grants, bool has_factor,
                          Date today) {
    if (has_factor || grants.empty()) return false;
    const auto rules = TRY(load_factor_rules(tx));
    return factor_required(grants, rules, today);
}

}  // namespace

Sessions::Sessions(db::Database& database, const Clock& clock, std::string key, FactorKey factor_key)
    : database_(database),
      clock_(clock),
      throttle_(clock, key),
      key_(std::move(key)),
      factor_key_(std::move(factor_key)) {
    changes_ = database.subscribe([this](std::string_view topic) {
        if (topic == kTopic || topic == db::kAnyTopic) known_.changed();
    });
}

Result<std::unique_ptr<Sessions>> Sessions::open(db::Database& database, const Clock& clock,
                                                 FactorKey factor_key) {
    auto key = TRY(database.write([](db::Transaction& tx) -> Result<std::string> {
        return store::find_or_add_key(tx, "visitor_forms", random_bytes(32));
    }));
    auto made =
        std::unique_ptr<Sessions>(new Sessions(database, clock, std::move(key), std::move(factor_key)));
    const auto now = clock.now();
    made->throttle_.restore(
        TRY(database.read([&](db::Transaction& tx) { return store::load_counts(tx, now); })));
    return made;
}

Result<SignedIn> Sessions::sign_in(const SignIn& attempt) {
    const auto name = account_name(attempt.name);
    const auto device = device_of(name, attempt.marks);
    TRY(not_too_often(name, attempt.address, device));
    const auto found =
        TRY(database_.read([&](db::Transaction& tx) { return store::find_credentials(tx, name); }));
    const auto hash = found && found->enabled ? found->password_hash : std::string();
    if (!password_matches(hash, attempt.password)) {
        count_failure(name, attempt.address, device);
        return fail(ErrorKind::invalid, msg::wrong_sign_in);
    }
    std::string better_hash;
    if (needs_rehash(hash)) better_hash = TRY(hash_password(attempt.password));
    // Wrong codes go on being counted where wrong passwords were: only the second step ends the count.
    if (found->has_factor && !attempt.second_step_done)
        return begin_half(found->id, attempt, hash, better_hash);
    auto whole = TRY(open_session(found->id, attempt, hash, better_hash));
    return arrived(name, attempt.address, attempt.marks, std::move(whole));
}

Result<SignedIn> Sessions::begin_half(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                      const std::string& better_hash) {
    const auto now = clock_.now();
    const SignedIn out{
        .token = random_token(), .max_age = kHalfFor / 1000, .user = user, .code_needed = true};
    const auto written = database_.write([&](db::Transaction& tx) -> Result<> {
        TRY(still_right(tx, attempt, checked_hash));
        TRY(store::delete_ended_halves(tx, now));
        if (!better_hash.empty()) TRY(store::save_hash(tx, user, better_hash));
        return store::insert_half(tx, token_hash(out.token), user, attempt.private_device, now + kHalfFor);
    });
    if (!written) return fail(written.error());
    return out;
}

Result<SignedIn> Sessions::open_session(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                        const std::string& better_hash) {
    const auto now = clock_.now();
    const auto today = clock_.today();
    const auto made = new_session(user, attempt.private_device);
    return database_.write([&](db::Transaction& tx) -> Result<SignedIn> {
        const auto still = TRY(still_right(tx, attempt, checked_hash));
        // The second factor may have been set up meanwhile.
        if (still.has_factor && !attempt.second_step_done) return half_ended();
        if (!better_hash.empty()) TRY(store::save_hash(tx, user, better_hash));
        TRY(write_session(tx, made, {user, attempt.private_device, attempt.old_token, attempt.device}, now));
        auto out = made;
        out.must_change = still.must_change;
        out.factor_was_reset = still.factor_was_reset;
        const auto grants = TRY(store::load_grants(tx, user));
        out.must_set_factor = TRY(lacks_factor(tx, grants, still.has_factor, today));
        return out;
    });
}

Result<bool> Sessions::awaits_code(std::string_view half_token) {
    if (half_token.empty() || half_token.size() > 100) return false;
    const auto now = clock_.now();
    const auto half = TRY(database_.read(
        [&](db::Transaction& tx) { return store::find_half(tx, token_hash(half_token), now); }));
    return half.has_value();
}

/// Too many wrong codes, and the password is asked again.
Result<> Sessions::wrong_half(const std::string& hash, std::int64_t wrong_before) {
    return database_.write([&](db::Transaction& tx) -> Result<> {
        if (wrong_before + 1 < kWrongCodes) return store::count_wrong_code(tx, hash);
        TRY(store::delete_half(tx, hash));
        return {};
    });
}

Result<SignedIn> Sessions::second_step(const SecondStep& attempt) {
    if (attempt.half_token.empty() || attempt.half_token.size() > 100) return half_ended();
    const auto now = clock_.now();
    const auto hash = token_hash(attempt.half_token);
    const auto half =
        TRY(database_.read([&](db::Transaction& tx) { return store::find_half(tx, hash, now); }));
    if (!half) return half_ended();
    const auto device = device_of(half->name, attempt.marks);
    TRY(not_too_often(half->name, attempt.address, device));
    const auto code = match_code(database_, factor_key_, half->account, attempt.code, now);
    if (!code && code.error().kind == ErrorKind::invalid) {
        count_failure(half->name, attempt.address, device);
        TRY(wrong_half(hash, half->wrong_codes));
        if (half->wrong_codes + 1 >= kWrongCodes) return half_ended();
    }
    if (!code) return fail(code.error());
    const auto made = new_session(half->account, half->private_device);
    auto out = TRY(database_.write([&](db::Transaction& tx) -> Result<SignedIn> {
        if (!TRY(store::delete_half(tx, hash))) return half_ended();
        TRY(use_code(tx, half->account, *code));
        if (code->is_recovery() && attempt.recovery_code_used)
            TRY(attempt.recovery_code_used(tx, half->account));
        TRY(write_session(tx, made, {half->account, half->private_device, attempt.old_token, attempt.device},
                          now));
        auto whole = made;
        const auto account = TRY(store::find_credentials(tx, half->name));
        whole.must_change = account && account->must_change;
        return whole;
    }));
    return arrived(half->name, attempt.address, attempt.marks, std::move(out));
}

Result<> Sessions::sign_out(std::string_view token) {
    return database_.write([&](db::Transaction& tx) { return store::delete_session(tx, token_hash(token)); });
}

Result<Principal> Sessions::principal(std::string_view token, std::string_view visit) {
    Principal visitor;
    if (!visit.empty() && visit.size() <= 100) visitor.csrf = visitor_csrf(visit);
    if (token.empty() || token.size() > 100) return visitor;
    const auto hash = token_hash(token);
    const auto now = clock_.now();
    auto session = known_.find(hash);
    if (!session) session = TRY(read_session(hash, token));
    if (!session || session->ended(now)) return visitor;
    if (now - session->seen_at > std::min(kTouchEvery, session->idle_ms / 2)) touch(hash, now);
    return std::move(session->who);
}

Result<std::optional<KnownSession>> Sessions::read_session(const std::string& hash, std::string_view token) {
    const auto changes_seen =
        known_.changes();  // before the reading: what changes meanwhile counts as unseen
    const auto today = clock_.today();
    auto session = database_.read([&](db::Transaction& tx) -> Result<std::optional<KnownSession>> {
        const auto row = TRY(store::find_session(tx, hash));
        if (!row) return std::nullopt;
        KnownSession out;
        out.who =
            Principal{row->account, row->name, row->display_name, {}, signed_token(kSessionFormsKey, token)};
        if (!row->must_change) out.who.grants = TRY(store::load_grants(tx, row->account));
        if (!row->has_factor && !out.who.grants.empty()) {
            const auto rules = TRY(load_factor_rules(tx));
            out.factor_from = factor_required_later(out.who.grants, rules, today);
            if (factor_required(out.who.grants, rules, today)) out.who.grants.clear();
        }
        out.seen_at = row->seen_at;
        out.idle_ms = row->idle_ms;
        out.ends_at = row->ends_at;
        return out;
    });
    if (!session) return session;
    if (*session) known_.keep(hash, **session, changes_seen);
    return session;
}

/// Reading a page never waits for a long import: a touch that finds the writer busy is left to the next page.
void Sessions::touch(const std::string& hash, Millis now) {
    (void)database_.write_if_free([&](db::Transaction& tx) -> Result<> {
        TRY(store::touch_session(tx, hash, now));
        tx.announce(kTopic);
        return {};
    });
}

Result<bool> Sessions::must_change(const Principal& who) {
    if (!who.signed_in() || !who.grants.empty()) return false;
    return database_.read([&](db::Transaction& tx) -> Result<bool> {
        const auto account = TRY(store::find_credentials(tx, who.name));
        return account && account->must_change;
    });
}

Result<bool> Sessions::must_set_factor(const Principal& who) {
    if (!who.signed_in() || !who.grants.empty()) return false;
    const auto today = clock_.today();
    return database_.read([&](db::Transaction& tx) -> Result<bool> {
        const auto account = TRY(store::find_credentials(tx, who.name));
        if (!account || account->must_change) return false;
        const auto grants = TRY(store::load_grants(tx, who.user));
        return lacks_factor(tx, grants, account->has_factor, today);
    });
}

Result<std::optional<Date>> Sessions::factor_from(std::string_view token) {
    if (token.empty() || token.size() > 100) return std::nullopt;
    const auto hash = token_hash(token);
    auto session = known_.find(hash);
    if (!session) session = TRY(read_session(hash, token));
    return session ? session->factor_from : std::nullopt;
}

std::string Sessions::new_visit() {
    return random_token(18);
}

std::string Sessions::visitor_csrf(std::string_view visit) const {
    return signed_token(key_, visit);
}

}  // namespace kheo::auth
