// SPDX-License-Identifier: Apache-2.0
// A door that opens once: a link, or a paper slip with a code and a PIN, by which a person gives himself a
// password; for a new account or instead of a lost password. Its number cancels it. Code and PIN are told
// once and never kept: only hashes (decision 0071). Rows are read and written in the caller's transaction,
// which also writes the ledger. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

using InvitationId = Id<struct InvitationTag>;

enum class InvitationWay { link, slip };

/// What is told once.
struct OneTimeCode {
    std::string code;  // "8WQ4-TN7X-K3HD" on a slip, 20 letters in a link
    std::string pin;   // "482913"; empty for a link
};
/// What is kept of it.
struct CodeHashes {
    std::string code_hash, pin_hash;
};

OneTimeCode new_one_time_code(InvitationWay way);
/// Takes about a tenth of a second for a slip.
Result<CodeHashes> hashes_of(const OneTimeCode& code);
/// What was typed in the form it is hashed in: capitals, without spaces and hyphens; "" when it is no code.
std::string plain_code(std::string_view typed);

struct NewInvitation {
    UserId account;
    CodeHashes hashes;
    bool first_use = true;
    Date last_day;
    UserId made_by;
    std::string request_key{};
};

enum class InvitationState { open, used, cancelled, blocked, expired };

struct Invitation {
    InvitationId id;  // its number
    UserId account;
    bool slip = false, first_use = true;
    Date last_day;
    UserId made_by;
    Millis made_at = 0;
    std::int64_t tries = 0;
    std::optional<Millis> used_at{}, cancelled_at{};
    std::string pin_hash{};  // private to this room

    InvitationState state(Date today) const;
};

/// Of the PIN; then the slip is worth nothing and another one must be asked for.
inline constexpr std::int64_t kPinTries = 5;

/// Cancels what else was open for this account. No id when a form with this key made it before.
Result<std::optional<InvitationId>> add_invitation(db::Transaction& tx, const NewInvitation& made, Millis at);
/// Up to `limit` older than `before` (none = from the newest), the newest first.
Result<std::vector<Invitation>> list_invitations(db::Transaction& tx, InvitationId before, int limit);
Result<std::optional<Invitation>> find_invitation(db::Transaction& tx, InvitationId number);
Result<std::optional<Invitation>> find_invitation(db::Transaction& tx, std::string_view code);
/// Account that a form with this key made an invitation for.
Result<std::optional<UserId>> invited_by_request(db::Transaction& tx, std::string_view request_key);

/// Counts a try of the PIN; false when none is left. Called before check_pin, in a transaction of its own, so
/// that tries at the same moment are no more than those one after another.
Result<bool> count_pin_try(db::Transaction& tx, InvitationId number);
bool pin_matches(const Invitation& invitation, std::string_view code, std::string_view pin);
/// False when it was used, cancelled or past its last day meanwhile.
Result<bool> use_invitation(db::Transaction& tx, InvitationId number, Date today, Millis at);
/// False when it was not open.
Result<bool> cancel_invitation(db::Transaction& tx, InvitationId number, Millis at);
Result<> cancel_invitations_of(db::Transaction& tx, UserId account, Millis at);
/// The account's password opens nothing from now on, and its sessions end.
Result<> remove_password(db::Transaction& tx, UserId account);
/// Accounts whose invitation nobody has used yet.
Result<std::vector<UserId>> without_password(db::Transaction& tx);
/// Has the account a password?
Result<bool> has_password(db::Transaction& tx, UserId account);

}  // namespace kheo::auth
