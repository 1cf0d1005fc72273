// SPDX-License-Identifier: Apache-2.0
// The daily letter about due work, and where each person wants it. Private to the room.
#pragma once

#include "office/office.hpp"
#include "platform/auth/notice.hpp"

namespace kheo::office {

/// Letters to this account that are not sent yet are gone: it is locked or erased, or wants them elsewhere.
Result<> withdraw_digests(db::Transaction& tx, auth::UserId account);

/// See Office::send_digests.
Result<bool> send_digests(const Parts& parts);

Result<auth::Notice> own_notice(const Parts& parts, const auth::Principal& who);
/// An empty address forgets the one that was kept. Invalid under the field "email".
Result<> set_notice(const Parts& parts, const auth::Principal& who, std::string_view address, bool digest);

}  // namespace kheo::office
