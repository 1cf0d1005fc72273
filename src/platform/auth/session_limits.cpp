// SPDX-License-Identifier: Apache-2.0
// What slows down guessing, before, during and after a sign-in: the part of Sessions around its throttle.
#include "platform/auth/accounts.hpp"
#include "platform/auth/messages.gen.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/auth/store.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

/// A busy writer does not hold up a sign-in: the counts are stored with the next one.
void Sessions::keep_counts() {
    const auto now = clock_.now();
    const auto changed = throttle_.take_changed();
    const auto stored =
        database_.write_if_free([&](db::Transaction& tx) { return store::save_counts(tx, changed, now); });
    if (!stored) throttle_.put_back(changed);
}

Result<> Sessions::not_too_often(const std::string& name, std::string_view address, std::string_view device) {
    const auto wait = throttle_.wait(name, address, device);
    if (wait <= 0) return {};
    const auto seconds = (wait + 999) / 1000;
    return fail(Error{ErrorKind::invalid,
                      Sentence(msg::too_many_tries, {{"seconds", std::to_string(seconds)}}),
                      {},
                      {},
                      "wait"});
}

void Sessions::count_failure(const std::string& name, std::string_view address, std::string_view device) {
    throttle_.failed(name, address, device);
    keep_counts();
}

std::string Sessions::device_of(const std::string& name, std::string_view marks) const {
    return marked_device(key_, marks, name);
}

/// Everything that was asked is right: the count ends, and the device is known from now on.
SignedIn Sessions::arrived(const std::string& name, std::string_view address, std::string_view marks,
                           SignedIn out) {
    throttle_.succeeded(name, address, device_of(name, marks));
    keep_counts();
    out.marks = with_mark(key_, marks, name);
    return out;
}

Result<ShownCode> Sessions::check_code(const Principal& who, std::string_view typed) {
    TRY(not_too_often(who.name, {}, SignInThrottle::kInside));
    auto code = match_code(database_, factor_key_, who.user, typed, clock_.now());
    if (code) throttle_.succeeded(who.name, {}, SignInThrottle::kInside);
    if (!code && code.error().kind == ErrorKind::invalid)
        count_failure(who.name, {}, SignInThrottle::kInside);
    return code;
}

Result<std::string> Sessions::check_password(const Principal& who, std::string_view typed) {
    TRY(not_too_often(who.name, {}, SignInThrottle::kInside));
    auto hash = TRY(database_.read([&](db::Transaction& tx) { return password_hash(tx, who.user); }));
    if (password_matches(hash, typed)) return hash;
    count_failure(who.name, {}, SignInThrottle::kInside);
    return std::string();
}

/// Each code is a name of its own, so that wrong ones from elsewhere keep nobody from using his: what counts
/// is the address.
Result<> Sessions::may_try_code(std::string_view code, std::string_view address) {
    return not_too_often(token_hash(code), address);
}

void Sessions::count_wrong_code(std::string_view code, std::string_view address) {
    count_failure(token_hash(code), address);
}

}  // namespace kheo::auth
