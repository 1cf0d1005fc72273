// SPDX-License-Identifier: Apache-2.0
// Random tokens and what is derived from them (libsodium). Pure apart from the random source; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kheo::auth {

/// Starts libsodium once; the program stops when that fails, for nothing would be safe without it.
void ensure_sodium();

/// `bytes` random bytes in URL-safe Base64.
std::string random_token(std::size_t bytes = 32);

std::string random_bytes(std::size_t bytes);

/// BLAKE2b-256 in hexadecimal: what is kept of a session token.
std::string token_hash(std::string_view token);

/// Keyed BLAKE2b-256 of a text in URL-safe Base64: CSRF tokens. The key is 16 to 64 bytes.
std::string signed_token(std::string_view key, std::string_view text);

}  // namespace kheo::auth
