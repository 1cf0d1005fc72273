// SPDX-License-Identifier: Apache-2.0
// Plain values of movement. Private to the slice.
#pragma once

#include <string>
#include <vector>

#include "movement/movement.hpp"

namespace kheo::movement {

inline constexpr std::string_view kMovement = "dan_van_kheo";

struct Movement {
    std::string code, name, basis;
    Date from, until;
    bool verified = false;
};

enum class DriveKind { drive, theme };
struct Drive {
    std::int64_t id = 0;
    DriveKind kind = DriveKind::drive;
    UnitId unit;
    std::string title, basis;
    Date from, until;
    bool withdrawn = false;
    std::string end_reason{};  // why it ended before its day, or was withdrawn

    bool runs_on(Date day) const { return !withdrawn && from <= day && day <= until; }
};

/// Ended on an earlier day than announced, or withdrawn as if it had not been announced.
struct DriveEnd {
    bool withdrawn = false;
    std::optional<Date> last;  // the last day; of no meaning when withdrawn
    std::string reason;
};

struct Window {
    WindowId id;
    UnitId unit;
    std::string title, basis;
    int campaign_year = 0;
    Date first, last;
    bool strict = false, closed = false;
    int quota_each = 1;
};

struct Quota {
    UnitId unit;
    std::string sector;  // "" = all
    int required = 0;

    bool operator==(const Quota&) const = default;
};

struct Call {
    CallId id;
    std::string code;
    WindowId window;
    UnitId unit;
    std::string title, message;
    Date asked_on, due;
    std::string due_reason;
    std::vector<int> remind_before;  // working days before the due day
    std::optional<Date> closed_on;
};

struct Reminder {
    UnitId unit;
    Date day;
    bool scheduled = false, letter = false;
    auth::UserId by;
    Millis at = 0;
};

}  // namespace kheo::movement
