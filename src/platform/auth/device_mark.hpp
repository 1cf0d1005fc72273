// SPDX-License-Identifier: Apache-2.0
// The mark of a device on which an account has signed in with everything that was asked. It opens nothing:
// who shows it is counted for itself when signing in is slowed down (throttle.hpp), so that what strangers
// try, also behind the same public address, does not hold up the owner. A mark is a random number and its
// keyed hash with the account's name; it names nobody and is worth nothing for another account. A cookie
// holds a few of them, for a device that several people use. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kheo::auth {

inline constexpr std::string_view kDeviceCookie = "kheo_device";
inline constexpr long kDeviceCookieAge = 400L * 24 * 3600;  // seconds; what browsers keep at most
inline constexpr int kMostMarks = 4;

/// The number of this account's mark in the cookie; "" when there is none. `key`: of the installation.
std::string marked_device(std::string_view key, std::string_view cookie, std::string_view account);

/// The cookie with a mark of this account in front; the one it has, or a new one.
std::string with_mark(std::string_view key, std::string_view cookie, std::string_view account);

}  // namespace kheo::auth
