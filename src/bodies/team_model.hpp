// SPDX-License-Identifier: Apache-2.0
// The plain values of hamlet teams: members, activities, slips.
#pragma once

#include <array>

#include "bodies/model.hpp"

namespace kheo::bodies {

using MemberId = Id<struct TeamMemberTag>;
using ReportId = Id<struct TeamReportTag>;

inline constexpr std::string_view kTeamKind = "mobilisation_team";
inline constexpr std::array<std::string_view, 3> kRoles{"head", "deputy", "member"};
inline constexpr std::array<std::string_view, 5> kActivities{"meeting", "visit", "labour", "talk", "other"};
/// How the phone's pages speak to a person; the first when nothing was chosen.
inline constexpr std::array<std::string_view, 7> kCalls{"bác", "ông", "bà", "anh", "chị", "cô", "chú"};

struct Member {
    MemberId id;
    BodyId team;
    std::string name, post, role, call;
    auth::UserId account;
    Date from, until;             // of the term
    std::optional<Date> left_on;  // last day
    Millis made_at = 0;

    bool serves_on(Date on) const { return from <= on && on <= (left_on ? *left_on : until); }
};

struct Activity {
    std::int64_t id = 0;
    BodyId team;
    Date day;
    std::string kind, text;
    std::int64_t people = 0;
};

/// The five boxes but the picture.
struct Slip {
    std::string title, what, who_did, place;
};

struct Report {
    ReportId id;
    BodyId team;
    UnitId unit;
    auth::UserId account;
    Slip slip;
    std::string state;  // sent, asked, taken_over, closed
    Millis sent_at = 0, changed_at = 0;
    std::string dossier, reason;
};

struct ReportLine {
    std::string kind, text;
    auth::UserId by;
    Millis at = 0;
};

}  // namespace kheo::bodies
