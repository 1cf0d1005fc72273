// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/totp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <cstdlib>

#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr Millis kStep = 30'000;
constexpr int kDrift = 1;  // steps either way: clocks of telephones, and the time that typing takes
constexpr std::size_t kDigits = 6, kSecretBytes = 20;

using Mac = std::array<unsigned char, 20>;

/// A machine whose OpenSSL knows no HMAC-SHA-1 must not take any code for right.
Mac hmac_sha1(std::string_view key, const std::array<unsigned char, 8>& text) {
    Mac mac{};
    unsigned int size = 0;
    const auto* done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), text.data(), text.size(),
                            mac.data(), &size);
    if (!done || size != mac.size()) std::abort();
    return mac;
}

std::string without_spaces(std::string_view typed) {
    std::string out;
    for (const char c : typed)
        if (c != ' ' && c != '-') out += c;
    return out;
}

/// Everything but letters and digits, byte by byte: issuer and account stand in one step of the address.
std::string percent(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::int64_t totp_step(Millis at) {
    return at / kStep;
}

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    const auto mac = hmac_sha1(secret, counter);
    const std::size_t at = mac.back() & 0x0fu;
    const std::uint32_t number = ((mac[at] & 0x7fu) << 24) | (static_cast<std::uint32_t>(mac[at + 1]) << 16) |
                                 (static_cast<std::uint32_t>(mac[at + 2]) << 8) | mac[at + 3];
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view typed, Millis now,
                                       std::int64_t last_used) {
    const auto code = without_spaces(typed);
    if (code.size() != kDigits) return std::nullopt;
    std::optional<std::int64_t> found;
    for (int drift = -kDrift; drift <= kDrift; ++drift) {
        const auto step = totp_step(now) + drift;
        const auto right = totp_code(secret, step);
        const bool same = sodium_memcmp(right.data(), code.data(), kDigits) == 0;
        if (same && step > last_used) found = step;
    }
    return found;
}

std::string new_totp_secret() {
    return random_bytes(kSecretBytes);
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(c);
        for (count += 8; count >= 5; count -= 5) out += letters[(bits >> (count - 5)) & 31];
    }
    if (count > 0) out += letters[(bits << (5 - count)) & 31];
    return out;
}

std::string in_fours(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += ' ';
        out += text[i];
    }
    return out;
}

std::string otpauth_address(std::string_view issuer, std::string_view account, std::string_view secret) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent(issuer), percent(account), base32(secret));
}

}  // namespace kheo::auth
