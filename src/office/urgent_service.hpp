// SPDX-License-Identifier: Apache-2.0
// "Mở khẩn": an administrator opens a dossier of his area whose content his role does not show him, for an
// hour, with a typed reason; the ledger and the unit's leaders know (decision 0072). Private to the room.
#pragma once

#include <string>
#include <vector>

#include "office/office.hpp"
#include "platform/auth/urgent_opening.hpp"

namespace kheo::office {

inline constexpr Millis kUrgentFor = 3'600'000;
inline constexpr Millis kToldFor = 30LL * 24 * 3'600'000;  // on the desk of the unit's leaders
inline constexpr std::size_t kShortestReason = 10;         // letters: "x" is no reason
inline constexpr std::size_t kLongestReason = 500;

/// The dossier's code, as addresses have it. invalid by field (code, reason): no such dossier in the area, no
/// reason, or one that is too long.
Result<std::string> open_urgently(const Parts& parts, const auth::Principal& who, std::string_view code,
                                  std::string_view reason, std::string_view request_key);
struct OpenedDossier {
    auth::UrgentOpening opening;
    UrgentDossier dossier;
};
/// not_found when this person has not opened it in the last hour, or may not administer there any more.
Result<OpenedDossier> opened_dossier(const Parts& parts, const auth::Principal& who, std::string_view code);

struct ToldOpening {
    auth::UrgentOpening opening;
    std::string person;
};
/// What was opened in the last thirty days where the person holds the permission.
Result<std::vector<ToldOpening>> openings_told(const Parts& parts, const auth::Principal& who,
                                               auth::Permission permission);

}  // namespace kheo::office
