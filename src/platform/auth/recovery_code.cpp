// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/recovery_code.hpp"

#include <sodium.h>

#include <cstdint>

#include "platform/auth/password.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz";  // none that are mixed up
constexpr std::size_t kLength = 10, kSalt = 16;

std::string random_code() {
    ensure_sodium();
    std::string out;
    for (std::size_t i = 0; i < kLength; ++i) {
        if (i == kLength / 2) out += '-';
        out += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
    }
    return out;
}

/// As it is hashed: "" when it is none.
std::string plain(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (kLetters.find(c) == std::string_view::npos) return {};
        out += c;
    }
    return out.size() == kLength ? out : std::string();
}

}  // namespace

Result<RecoveryCodes> new_recovery_codes() {
    RecoveryCodes out;
    out.salt = random_bytes(kSalt);
    for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
        out.shown.push_back(random_code());
        out.hashes.push_back(TRY(recovery_hash(out.salt, out.shown.back())));
    }
    return out;
}

bool looks_like_recovery_code(std::string_view typed) {
    return !plain(typed).empty();
}

Result<std::string> recovery_hash(std::string_view salt, std::string_view typed) {
    return slow_hash(plain(typed), salt);
}

}  // namespace kheo::auth
