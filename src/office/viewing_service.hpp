// SPDX-License-Identifier: Apache-2.0
// "Xem như": an administrator looks at the pages as an account of his area sees them, to help a person on the
// telephone: read-only, without restricted content, for some minutes, with a typed reason; the ledger and the
// person know (decision 0073). Private to the room.
#pragma once

#include <string>
#include <vector>

#include "office/office.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/viewing.hpp"

namespace kheo::office {

inline constexpr std::size_t kShortestViewingReason = 10;  // letters: "x" is no reason
inline constexpr std::size_t kLongestViewingReason = 300;
inline constexpr Millis kViewingsTold = 365LL * 24 * 3'600'000;

/// Why nobody looks at the pages as this account: it is one's own, or an administrator's, or locked; nullptr
/// when it may be done.
const Message* no_viewing_of(const Parts& parts, const auth::Principal& who, const auth::Account& account);

/// From now on the session sees what the account sees. not_found outside of the area; forbidden
/// (no_viewing_of); invalid by field (viewing_reason). A repeated request_key does nothing.
Result<> begin_viewing(const Parts& parts, const auth::Principal& who, auth::UserId account,
                       std::string_view session_token, std::string_view reason, std::string_view request_key);
/// The session sees its own again; nothing when it did already.
Result<> end_viewing(const Parts& parts, std::string_view session_token);

/// What the session of an administrator shows now: the principal as whom it looks on while there is a viewing
/// and both still may, else the principal itself.
Result<auth::Principal> as_seen_by(const Parts& parts, auth::Principal who, std::string_view session_token);

/// Stands before every page and form of who looks on: read-only, and only what shows nothing restricted
/// (Parts::viewable).
Result<std::optional<http::Response>> hold_viewing(const Parts& parts, const http::Request& request);
/// Whose view this is, until when, and the button to leave: at the head of every page of who looks on.
void add_banner(const Parts& parts, const http::Request& request, http::Response& response);

struct ToldViewing {
    auth::Viewing viewing;
    std::string person;  // who looked
};
/// Who looked as this account in the last year, the newest first.
Result<std::vector<ToldViewing>> viewings_told(const Parts& parts, auth::UserId account);

}  // namespace kheo::office
