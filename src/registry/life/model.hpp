// SPDX-License-Identifier: Apache-2.0
// The words of a cycle as plain structs; part of the door (life.hpp). A cycle is one campaign year of one
// initiative: proposed, examined, carried out, checked, scored, recognised. Before registration it has no
// initiative and its statement stands in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "platform/file/model.hpp"
#include "registry/model.hpp"

namespace kheo::registry::life {

using CycleId = Id<struct CycleTag>;
using RecognitionId = Id<struct RecognitionTag>;
using RemarkId = Id<struct CycleRemarkTag>;

/// Who did a step and when; user none = nobody yet, or not known (imported).
struct Step {
    auth::UserId by;
    Millis at = 0;
};

struct Cycle {
    CycleId id;
    std::string code;             // "7K4M92QXH3": neutral, in addresses
    InitiativeId initiative;      // none until registered, unless it continues one
    RegistrationId registration;  // none until registered
    CycleId continues;            // the cycle of the year before
    int campaign_year = 0;
    territory::UnitId unit, book_unit;  // finest unit; whose register numbers it
    Kind kind = Kind::practice;
    std::string title;
    Basis basis = Basis::fresh;
    std::string state;  // code of a state of process()
    std::int64_t row_version = 0;
    int round = 0;  // how often it was submitted
    Millis state_since = 0;
    std::optional<Date> due;
    std::string due_why;      // as it was explained when the clock started
    std::int64_t reg_no = 0;  // 0: none
    std::optional<Date> launched_on;
    Step created, submitted, appraised, approved;
    auth::UserId scored_by;

    bool registered() const { return static_cast<bool>(registration); }
};

using registry::RecognitionLevel;

struct Recognition {
    RecognitionId id;
    CycleId cycle;
    RecognitionLevel level = RecognitionLevel::commune;
    territory::UnitId unit;  // whose body decided
    std::string body, decision_number, signer, grade;
    Date decided_on;
    Step made;
    std::optional<Date> revoked_on;
    std::string revoke_decision, revoke_reason;
    file::AttachmentId paper, revoke_paper;  // of the cycle: the decision; none when nobody sent it
    bool recorded = false;  // taken before this program, or outside of it, and noted down here
};

}  // namespace kheo::registry::life
