// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/invitation.hpp"

#include <sodium.h>

#include <algorithm>

#include "platform/auth/password.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";  // none that are mixed up
constexpr std::size_t kSlipLength = 12, kLinkLength = 20, kPinLength = 6, kSaltLength = 16;

std::string random_letters(std::string_view letters, std::size_t count, std::size_t group) {
    ensure_sodium();
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (group && i && i % group == 0) out += '-';
        out += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
    return out;
}

/// The salt is not kept: without the code no PIN can be tried against the database.
std::string pin_salt(std::string_view plain) {
    return token_hash("pin of " + std::string(plain)).substr(0, kSaltLength);
}

std::string digits_of(std::string_view typed) {
    std::string out;
    std::ranges::copy_if(typed, std::back_inserter(out), [](char c) { return c != ' ' && c != '-'; });
    return out;
}

}  // namespace

OneTimeCode new_one_time_code(InvitationWay way) {
    if (way == InvitationWay::link) return {random_letters(kLetters, kLinkLength, 0), {}};
    return {random_letters(kLetters, kSlipLength, 4), random_letters("0123456789", kPinLength, 0)};
}

Result<CodeHashes> hashes_of(const OneTimeCode& code) {
    const auto plain = plain_code(code.code);
    CodeHashes out{token_hash(plain), {}};
    if (!code.pin.empty()) out.pin_hash = TRY(slow_hash(code.pin, pin_salt(plain)));
    return out;
}

std::string plain_code(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (kLetters.find(c) == std::string_view::npos) return {};
        out += c;
    }
    return out.size() == kSlipLength || out.size() == kLinkLength ? out : std::string();
}

bool pin_matches(const Invitation& invitation, std::string_view code, std::string_view pin) {
    const auto typed = digits_of(pin);
    if (typed.size() != kPinLength) return false;
    const auto hash = slow_hash(typed, pin_salt(plain_code(code)));
    return hash && hash->size() == invitation.pin_hash.size() &&
           sodium_memcmp(hash->data(), invitation.pin_hash.data(), hash->size()) == 0;
}

InvitationState Invitation::state(Date today) const {
    if (used_at) return InvitationState::used;
    if (cancelled_at) return InvitationState::cancelled;
    if (slip && tries >= kPinTries) return InvitationState::blocked;
    return last_day < today ? InvitationState::expired : InvitationState::open;
}

}  // namespace kheo::auth
