// SPDX-License-Identifier: Apache-2.0
// Who is signed in. The token is random and only in the cookie; the database keeps its hash, an idle and an
// absolute end. Signing in always makes a new token. The CSRF token is derived from the session token, that
// of a visitor from the visit cookie and a key of this installation (signed double submit). One object per
// program; safe to use from any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/device_mark.hpp"
#include "platform/auth/principal.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/auth/session_cache.hpp"
#include "platform/auth/throttle.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

inline constexpr std::string_view kSessionCookie = "kheo_session";
inline constexpr std::string_view kVisitCookie = "kheo_visit";
/// Of somebody who has shown the password and not yet a code: it opens nothing but the page that asks for it.
inline constexpr std::string_view kHalfCookie = "kheo_half";

struct SignIn {
    std::string name, password;
    std::string address;  // of the client, or what counts as one (http::address_group), for the rate limit
    bool private_device = false;    // "Đây là máy riêng của tôi": stays signed in for weeks
    std::string old_token{};        // of the cookie that came along: ended
    std::string device{};           // "Chrome · Android": what the owner tells his sessions apart by
    bool second_step_done = false;  // in the session that a new password has just ended
    std::string marks{};            // of kDeviceCookie
};

/// A code of the app or a recovery code, after the password.
struct SecondStep {
    std::string half_token;  // kHalfCookie
    std::string code;        // as typed
    std::string address;     // as in SignIn
    std::string old_token{}, device{}, marks{};
    /// Called in the transaction that uses a recovery code up: writes the ledger.
    std::function<Result<>(db::Transaction&, UserId)> recovery_code_used{};
};

struct SignedIn {
    std::string token;
    long max_age = -1;  // of the cookie, seconds; -1 = until the browser closes
    UserId user;
    bool must_change = false;
    bool code_needed = false;  // the token is a half one: of kHalfCookie
    bool must_set_factor = false, factor_was_reset = false;
    std::string marks{};  // for kDeviceCookie, of a whole session
};

/// Code of the Error of a second step whose first one is over.
inline constexpr std::string_view kHalfEnded = "half_ended";

class Sessions {
  public:
    /// `database` and `clock` outlive it. Reads or makes the installation's key.
    static Result<std::unique_ptr<Sessions>> open(db::Database& database, const Clock& clock,
                                                  FactorKey factor_key = FactorKey::absent());

    /// "Tên hoặc mật khẩu chưa đúng", never which one; or how long to wait after too many tries.
    /// Who has a second factor gets a half session first (code_needed).
    Result<SignedIn> sign_in(const SignIn& attempt);
    /// Ends the half session and opens a whole one. invalid: wrong code, or "wait", or kHalfEnded.
    Result<SignedIn> second_step(const SecondStep& attempt);
    /// Does this cookie wait for a code?
    Result<bool> awaits_code(std::string_view half_token);
    /// For what asks a signed-in person for a code again: limits as for signing in, counted inside sessions
    /// only.
    Result<ShownCode> check_code(const Principal& who, std::string_view typed);
    /// The kept hash that it matches, "" when it is not this person's password; "wait" after too many tries.
    /// Who writes looks again in his transaction whether the hash is the same (password_is_still).
    Result<std::string> check_password(const Principal& who, std::string_view typed);
    /// The same limits for a one-time code: an Error "wait" after too many wrong ones from this address.
    Result<> may_try_code(std::string_view code, std::string_view address);
    void count_wrong_code(std::string_view code, std::string_view address);
    const FactorKey& factor_key() const { return factor_key_; }
    Result<> sign_out(std::string_view token);

    /// Whose session it is, as of at most a second ago, and of now for what this process has changed; a
    /// visitor (no user) when there is none or it has ended.
    Result<Principal> principal(std::string_view token, std::string_view visit);

    /// Was this person's password given by somebody else? Such a person has no grants until it is changed.
    Result<bool> must_change(const Principal& who);
    /// Must this person set up the second step first? Such a person has no grants until then.
    Result<bool> must_set_factor(const Principal& who);

    /// From which day on this session's person must have the second step, where he has it not yet: as known
    /// as the session itself, so that a page may say it in time without asking the database.
    Result<std::optional<Date>> factor_from(std::string_view token);

    /// A fresh value for the visit cookie, and the form token that belongs to a value.
    static std::string new_visit();
    std::string visitor_csrf(std::string_view visit) const;

  private:
    Sessions(db::Database& database, const Clock& clock, std::string key, FactorKey factor_key);
    Result<std::optional<KnownSession>> read_session(const std::string& hash, std::string_view token);
    void touch(const std::string& hash, Millis now);
    void keep_counts();
    Result<> not_too_often(const std::string& name, std::string_view address, std::string_view device = {});
    void count_failure(const std::string& name, std::string_view address, std::string_view device = {});
    std::string device_of(const std::string& name, std::string_view marks) const;
    SignedIn arrived(const std::string& name, std::string_view address, std::string_view marks, SignedIn out);
    Result<> wrong_half(const std::string& hash, std::int64_t wrong_before);
    Result<SignedIn> begin_half(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                const std::string& better_hash);
    Result<SignedIn> open_session(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                  const std::string& better_hash);

    db::Database& database_;
    const Clock& clock_;
    SignInThrottle throttle_;
    std::string key_;
    FactorKey factor_key_;
    SessionCache known_;
    db::Subscription changes_;  // ends before what it tells
};

}  // namespace kheo::auth
