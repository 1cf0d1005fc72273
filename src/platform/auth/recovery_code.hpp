// SPDX-License-Identifier: Apache-2.0
// Recovery codes: what opens the second step once, when the telephone is lost. 10 codes of 49 random bits,
// kept as Argon2id hashes under one salt per set, so that a try costs one computation. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kheo::auth {

inline constexpr std::size_t kRecoveryCodes = 10;

struct RecoveryCodes {
    std::vector<std::string> shown;  // "k7m2q-x9d4w", once
    std::string salt;                // 16 bytes
    std::vector<std::string> hashes;
};

/// Takes about half a second.
Result<RecoveryCodes> new_recovery_codes();

/// May what was typed be a recovery code? Capital letters, spaces and hyphens do not matter.
bool looks_like_recovery_code(std::string_view typed);

Result<std::string> recovery_hash(std::string_view salt, std::string_view typed);

}  // namespace kheo::auth
