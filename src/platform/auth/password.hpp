// SPDX-License-Identifier: Apache-2.0
// Passwords: Argon2id (libsodium, 64 MiB, 2 passes). At most two are computed at a time, so that sign-ins
// cannot eat the machine. Safe to call from any thread; a call takes about 0.2 s.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kheo::auth {

/// Long enough, not made of the name: else an Error with what to do. `name` may be empty.
Result<> check_new_password(std::string_view password, std::string_view name);

/// Self-describing hash. The password is brought to NFC first: two keyboards may write one letter in two
/// ways.
Result<std::string> hash_password(std::string_view password);

/// An empty hash matches nothing but takes the same time, so that an unknown name is not told by the clock.
bool password_matches(std::string_view hash, std::string_view password);

/// Was it made with weaker settings than today's?
bool needs_rehash(std::string_view hash);

/// Argon2id (19 MiB, 2 passes) in hexadecimal, for what was made at random: recovery codes. `salt` has 16
/// bytes.
Result<std::string> slow_hash(std::string_view text, std::string_view salt);

/// 4 × 5 letters and digits that can be read out over the telephone (about 98 bits).
std::string random_password();

/// Tests only: the cheapest settings, for the whole process.
void use_cheap_passwords_in_tests();

}  // namespace kheo::auth
