// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/sessions.hpp"

#include <algorithm>

#include "platform/auth/accounts.hpp"
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
constexpr std::string_view kSessionFormsKey = "kheo form token v1";  // domain separation, no secret

struct Lifetime {
    Millis idle, whole;
};

Lifetime lifetime(bool private_device) {
    return private_device ? Lifetime{7 * kDay, 30 * kDay} : Lifetime{2 * kHour, 12 * kHour};
}

}  // namespace

Sessions::Sessions(db::Database& database, const Clock& clock, std::string key)
    : database_(database), clock_(clock), throttle_(clock, key), key_(std::move(key)) {
    changes_ = database.subscribe([this](std::string_view topic) {
        if (topic == kTopic || topic == db::kAnyTopic) known_.changed();
    });
}

Result<std::unique_ptr<Sessions>> Sessions::open(db::Database& database, const Clock& clock) {
    auto key = TRY(database.write([](db::Transaction& tx) -> Result<std::string> {
        return store::find_or_add_key(tx, "visitor_forms", random_bytes(32));
    }));
    auto made = std::unique_ptr<Sessions>(new Sessions(database, clock, std::move(key)));
    const auto now = clock.now();
    made->throttle_.restore(
        TRY(database.read([&](db::Transaction& tx) { return store::load_counts(tx, now); })));
    return made;
}

/// A busy writer does not hold up a sign-in: the counts are stored with the next one.
void Sessions::keep_counts() {
    const auto now = clock_.now();
    const auto changed = throttle_.take_changed();
    const auto stored =
        database_.write_if_free([&](db::Transaction& tx) { return store::save_counts(tx, changed, now); });
    if (!stored) throttle_.put_back(changed);
}

Result<SignedIn> Sessions::sign_in(const SignIn& attempt) {
    const auto name = account_name(attempt.name);
    if (const auto wait = throttle_.wait(name, attempt.address); wait > 0) {
        const auto seconds = (wait + 999) / 1000;
        return fail(Error{ErrorKind::invalid,
                          Sentence(msg::too_many_tries, {{"seconds", std::to_string(seconds)}}),
                          {},
                          {},
                          "wait"});
    }
    const auto found =
        TRY(database_.read([&](db::Transaction& tx) { return store::find_credentials(tx, name); }));
    const auto hash = found && found->enabled ? found->password_hash : std::string();
    if (!password_matches(hash, attempt.password)) {
        throttle_.failed(name, attempt.address);
        keep_counts();
        return fail(ErrorKind::invalid, msg::wrong_sign_in);
    }
    throttle_.succeeded(name, attempt.address);
    keep_counts();
    std::string better_hash;
    if (needs_rehash(hash)) better_hash = TRY(hash_password(attempt.password));
    auto signed_in = TRY(open_session(found->id, attempt, hash, better_hash));
    signed_in.must_change = found->must_change;
    return signed_in;
}

Result<SignedIn> Sessions::open_session(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                        const std::string& better_hash) {
    const auto now = clock_.now();
    const auto life = lifetime(attempt.private_device);
    SignedIn out{random_token(), attempt.private_device ? static_cast<long>(life.whole / 1000) : -1, user,
                 false};
    const auto written = database_.write([&](db::Transaction& tx) -> Result<> {
        // Checking a password takes a while: it may have been changed, or the account locked, meanwhile.
        const auto still = TRY(store::find_credentials(tx, account_name(attempt.name)));
        if (!still || !still->enabled || still->password_hash != checked_hash)
            return fail(ErrorKind::invalid, msg::wrong_sign_in);
        TRY(store::delete_ended_sessions(tx, now));
        if (!attempt.old_token.empty()) TRY(store::delete_session(tx, token_hash(attempt.old_token)));
        if (!better_hash.empty()) TRY(store::save_hash(tx, user, better_hash));
        return store::insert_session(tx, token_hash(out.token), user, now, life.idle, now + life.whole);
    });
    if (!written) return fail(written.error());
    return out;
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
    auto session = database_.read([&](db::Transaction& tx) -> Result<std::optional<KnownSession>> {
        const auto row = TRY(store::find_session(tx, hash));
        if (!row) return std::nullopt;
        KnownSession out;
        out.who =
            Principal{row->account, row->name, row->display_name, {}, signed_token(kSessionFormsKey, token)};
        if (!row->must_change) out.who.grants = TRY(store::load_grants(tx, row->account));
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

std::string Sessions::new_visit() {
    return random_token(18);
}

std::string Sessions::visitor_csrf(std::string_view visit) const {
    return signed_token(key_, visit);
}

}  // namespace kheo::auth
