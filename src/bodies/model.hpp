// SPDX-License-Identifier: Apache-2.0
// The plain values of bodies: what is typed, what is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bodies/bodies.hpp"

namespace kheo::bodies {

/// The paper an act rests on. day: none where only the year or nothing is known.
struct Document {
    std::string number, issuer;
    std::optional<Date> day;
};

/// A row of the code list.
struct Kind {
    std::string code, name, sector, levels;
    Date from, until;
    std::string legal_basis;
    bool verified = false;

    bool serves(std::string_view level) const;
    bool holds_on(Date on) const { return from <= on && on <= until; }
};

enum class ActKind { established, renamed, ended, replaced };
std::string_view act_name(ActKind kind);
std::optional<ActKind> parse_act(std::string_view text);

struct Version {
    std::string name;
    Date from, until;
};

struct Act {
    ActKind kind = ActKind::established;
    Date day;
    Document document;
    BodyId successor;
    std::string successor_name;
    auth::UserId by;
    Millis at = 0;
};

struct Programme {
    std::int64_t id = 0;
    BodyId body;
    std::string title;
    Document document;
    Date from, until;
};

struct Link {
    std::int64_t id = 0, programme = 0;
    std::string subject_type;
    std::int64_t subject = 0;
    std::string key;  // as people name it: "MH-2026-00001"
};

/// What a person typed for an act; only what the act needs is filled in.
struct Wanted {
    std::string kind, name;
    UnitId unit;
    std::string level;
    Date day;  // first day of what begins; last day of what ends
    Document document;
    BodyId successor;  // replaced: an existing body takes over; none: a new one is made
    std::string request_key;
};

struct Actor {
    auth::UserId user;
    Millis at = 0;
};

}  // namespace kheo::bodies
