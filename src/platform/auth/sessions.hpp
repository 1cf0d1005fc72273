// SPDX-License-Identifier: Apache-2.0
// Who is signed in. The token is random and only in the cookie; the database keeps its hash, an idle and an
// absolute end. Signing in always makes a new token. The CSRF token is derived from the session token, that
// of a visitor from the visit cookie and a key of this installation (signed double submit). One object per
// program; safe to use from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/auth/session_cache.hpp"
#include "platform/auth/throttle.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

inline constexpr std::string_view kSessionCookie = "kheo_session";
inline constexpr std::string_view kVisitCookie = "kheo_visit";

struct SignIn {
    std::string name, password;
    std::string address;  // of the client, or what counts as one (http::address_group), for the rate limit
    bool private_device = false;  // "Đây là máy riêng của tôi": stays signed in for weeks
    std::string old_token;        // of the cookie that came along: ended
};

struct SignedIn {
    std::string token;
    long max_age = -1;  // of the cookie, seconds; -1 = until the browser closes
    UserId user;
    bool must_change = false;
};

class Sessions {
  public:
    /// `database` and `clock` outlive it. Reads or makes the installation's key.
    static Result<std::unique_ptr<Sessions>> open(db::Database& database, const Clock& clock);

    /// "Tên hoặc mật khẩu chưa đúng", never which one; or how long to wait after too many tries.
    Result<SignedIn> sign_in(const SignIn& attempt);
    Result<> sign_out(std::string_view token);

    /// Whose session it is, as of at most a second ago, and of now for what this process has changed; a
    /// visitor (no user) when there is none or it has ended.
    Result<Principal> principal(std::string_view token, std::string_view visit);

    /// Was this person's password given by somebody else? Such a person has no grants until it is changed.
    Result<bool> must_change(const Principal& who);

    /// A fresh value for the visit cookie, and the form token that belongs to a value.
    static std::string new_visit();
    std::string visitor_csrf(std::string_view visit) const;

  private:
    Sessions(db::Database& database, const Clock& clock, std::string key);
    Result<std::optional<KnownSession>> read_session(const std::string& hash, std::string_view token);
    void touch(const std::string& hash, Millis now);
    void keep_counts();
    Result<SignedIn> open_session(UserId user, const SignIn& attempt, const std::string& checked_hash,
                                  const std::string& better_hash);

    db::Database& database_;
    const Clock& clock_;
    SignInThrottle throttle_;
    std::string key_;
    SessionCache known_;
    db::Subscription changes_;  // ends before what it tells
};

}  // namespace kheo::auth
