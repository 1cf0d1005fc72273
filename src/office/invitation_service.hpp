// SPDX-License-Identifier: Apache-2.0
// Use cases of invitations and of the one-time way to a new password (decision 0071): made, cancelled and
// listed by who administers the account; used by the person. Each writes its ledger entry in the transaction
// of the act. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/office.hpp"
#include "office/views.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/invitation.hpp"

namespace kheo::office {

/// Days that a link and a slip are good for when nothing is typed, and at most.
inline constexpr int kLinkDays = 7, kSlipDays = 14, kLongestDays = 30;

/// What is told once, by the answer to the form that made it.
struct Told {
    auth::UserId account;
    auth::InvitationId number;
    auth::OneTimeCode code;  // empty when the same form was sent before
    Date last_day;
    std::string mailed_to{};  // masked: the link is on its way in a letter
};

/// An account with its first grant and a way in. All faults by field: display_name, name, role, unit, from,
/// until, last_day, email. An empty name is made of the person's ("Đào Thị Lành" → "lanh.dao").
Result<Told> invite(const Parts& parts, const auth::Principal& who, const NewAccountPage& typed);
/// Slips for many people of one unit: a line "Đào Thị Lành; Thôn Đông" each; all or none. Empty when the same
/// form was sent before.
Result<std::vector<Told>> invite_teams(const Parts& parts, const auth::Principal& who,
                                       const TeamSlipsPage& typed);
/// The old password opens nothing any more and all sessions end. Nobody does it for himself.
Result<Told> reset_by_invitation(const Parts& parts, const auth::Principal& who, auth::UserId account,
                                 auth::InvitationWay way, const std::string& request_key);

struct ListedInvitation {
    auth::Invitation invitation;
    auth::Account account;
};
/// In the person's area, the newest first.
Result<std::vector<ListedInvitation>> list_invitations(const Parts& parts, const auth::Principal& who);
/// The one with this number, if it is of the person's area.
Result<std::vector<ListedInvitation>> find_invitation(const Parts& parts, const auth::Principal& who,
                                                      auth::InvitationId number);
/// not_found outside of the area; invalid when it is not open any more.
Result<> cancel_invitation(const Parts& parts, const auth::Principal& who, auth::InvitationId number);

/// Whom an open code is for; invalid ("code") when it opens nothing, whatever the reason, or "wait".
Result<ListedInvitation> look_at_code(const Parts& parts, std::string_view code, std::string_view address);
struct Acceptance {
    std::string code, pin, password, address;
};
/// The person's own password from now on; the answer is his account's name. Faults by field: pin, wanted.
Result<std::string> accept_invitation(const Parts& parts, const Acceptance& typed);

}  // namespace kheo::office
