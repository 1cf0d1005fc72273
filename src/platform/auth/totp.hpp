// SPDX-License-Identifier: Apache-2.0
// One-time codes of authenticator apps: TOTP (RFC 6238) with HMAC-SHA-1, 30 seconds and 6 digits, which every
// app knows. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace kheo::auth {

/// Number of the span of 30 seconds in which the moment lies.
std::int64_t totp_step(Millis at);

/// `digits` is 6; the RFC's vectors have 8.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

/// The step whose code was typed (spaces do not matter): the present one, the one before or the one after,
/// and later than `last_used`. nullopt: it is none of them.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view typed, Millis now,
                                       std::int64_t last_used);

/// 160 random bits.
std::string new_totp_secret();

/// RFC 4648 without padding, as apps take it.
std::string base32(std::string_view bytes);

/// "ABCD EFGH IJ": for typing.
std::string in_fours(std::string_view text);

/// otpauth://totp/… for the QR code.
std::string otpauth_address(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace kheo::auth
