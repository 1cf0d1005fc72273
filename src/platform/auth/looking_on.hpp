// SPDX-License-Identifier: Apache-2.0
// "Xem như" (decision 0073): an administrator looks at the pages as another person's rights would show them.
// Such a principal is no account: its id is the negative of the account whose rights it shows, so that
// nothing is found as "his own", and nothing could be written in anybody's name.
#pragma once

#include "platform/auth/principal.hpp"

namespace kheo::auth {

inline UserId looking_at(UserId account) {
    return UserId{-account.value};
}

/// Does somebody look on, instead of the person himself? Nothing is written then, and nothing restricted is
/// shown: drafts, plans under examination, score sheets, data of persons.
inline bool looks_on(const Principal& who) {
    return who.user.value < 0;
}

/// Whose work the pages are about: the person himself, or the one who is looked at.
inline UserId whose_work(UserId user) {
    return user.value < 0 ? UserId{-user.value} : user;
}
inline UserId whose_work(const Principal& who) {
    return whose_work(who.user);
}

}  // namespace kheo::auth
