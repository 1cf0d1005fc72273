// SPDX-License-Identifier: Apache-2.0
// View models of the officers' pages about bodies, teams and slips.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bodies/photos.hpp"
#include "bodies/team_model.hpp"
#include "platform/view/components.hpp"

namespace kheo::bodies {

struct BodyLine {
    std::string name, kind, since, href;
};

/// A hamlet and its team; or a commune and how many of its hamlets have one.
struct HamletLine {
    std::string hamlet, team, href, note;
    std::string make_href;  // no team yet and the person may make one
};

struct UnitBodies {
    std::vector<view::Crumb> path;
    std::string title, day, search, problem;
    std::int64_t unit = 0;
    std::string standing, standing_basis, standing_href;
    bool verified = true, may_edit = false, hamlets_shown = false;
    std::vector<BodyLine> bodies;
    std::vector<HamletLine> hamlets;
    std::string hamlets_title, phone;
    struct Status {
        std::int64_t id = 0;
        std::string name, span, document;
        bool holds = false, can_end = false;
    };
    std::vector<Status> statuses;
    std::vector<BodyLine> campaigns;
    bool territory = false;  // a unit, not the country
    bool saved = false;
};

struct StatusYearsPage {
    std::string code;
    std::vector<view::Option> kinds;
    std::vector<std::string> years;
    struct Row {
        std::string name;
        std::vector<std::string> counts;
    };
    std::vector<Row> rows;
    std::vector<std::string> totals;
    struct Named {
        std::string name, href, span, document;
    };
    std::vector<Named> named;  // the first few hundred
    std::int64_t now = 0;
};

struct ProgrammeLine {
    std::int64_t id = 0;
    std::string title, document, span;
    struct Linked {
        std::string name, href;
    };
    std::vector<Linked> links;
};

struct MemberLine {
    std::int64_t id = 0;
    std::string name, post, role, term;
    bool account = false, left = false;
};

struct ActivityLine {
    std::string day, kind, people, text;
    std::vector<Shot> shots;
};

struct BodyPage {
    std::vector<view::Crumb> path;
    std::string title, kind, unit, span;
    std::int64_t id = 0;
    bool living = true, may_edit = false, may_log = false, team = false, sees_people = false;
    bool has_programmes = false, saved = false;
    std::vector<view::Moment> acts;
    std::vector<BodyLine> before;
    std::vector<ProgrammeLine> programmes;
    std::vector<MemberLine> members;
    std::string forgotten;
    std::vector<ActivityLine> activities;
};

struct SlipLine {
    std::string title, team, when, href;
    view::Tone tone = view::Tone::neutral;
    view::Label state;
};

struct SlipsPage {
    bool open = true;
    std::vector<view::Choice> tabs;
    std::vector<SlipLine> lines;
};

struct TalkLine {
    std::string who, when, text;
    bool question = false;
};

struct SlipPage {
    std::vector<view::Crumb> path;
    Report report;
    std::string team, unit, when, sender;
    view::Tone tone = view::Tone::neutral;
    view::Label state;
    std::vector<TalkLine> talk;
    std::vector<Shot> shots;
    bool done = false, can_begin = false;
};

}  // namespace kheo::bodies
