// SPDX-License-Identifier: Apache-2.0
// Reminders: the message that an officer pastes into a group chat, the letters to the units' mailboxes, and
// the log that lets nobody be reminded twice a day. Private to the slice.
#pragma once

#include "movement/progress.hpp"

namespace kheo::movement {

/// "https://danvankheo.hoasen.vn/k/7K4M92QX"; without the address of the site "/k/7K4M92QX".
std::string short_link(std::string_view site, std::string_view code);

/// Plain text for a chat: to whom, what, until when, where. `units`: whom it names; all of them at most
/// twelve by name.
std::string ready_message(const Call& call, const std::vector<const AskedRow*>& units, std::string_view link);

struct Reminded {
    int units = 0, letters = 0;
};
/// Units with an address get a letter; that the others were told in a group chat, the person says.
enum class Told { by_letter, in_chat };
/// Logs a reminder of today for every unit of that kind that has not answered and was not reminded today.
Result<Reminded> remind(db::Transaction& tx, const Call& call, const Progress& progress,
                        std::string_view site, Told told, bool scheduled, auth::UserId by, Date today,
                        Millis at);

}  // namespace kheo::movement
