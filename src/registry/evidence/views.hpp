// SPDX-License-Identifier: Apache-2.0
// What the pages of evidence show, ready to print: no SQL, no rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::registry::evidence {

/// What stands above each page.
struct Frame {
    std::string code, title, unit;
    view::Label state;
    std::vector<view::Choice> tabs;
    std::vector<view::Crumb> path;
    view::Label done;  // what the person just did; may be empty
};

struct Shot {
    std::string id, small, medium, large;  // addresses
    std::string alt, caption, day, size;   // "640 × 480" is no concern of anybody: width and height as text
    std::string width, height;
    view::Label phase, consent;
    view::Tone consent_tone = view::Tone::neutral;
    bool published = false;
    std::string href;  // its own page
};

struct PaperRow {
    std::string name, caption, size, when, who, download, href;
    view::Label type;
};

/// One form of a page: comes back with what was typed.
struct Sheet {
    std::string action, request_key;
    std::vector<view::Input> inputs;
    Error error;                   // empty: none
    std::int64_t row_version = 0;  // of what the form changes; 0: it makes something
    bool failed() const { return !error.fields.empty() || !error.message.empty(); }
};

struct EvidencePage {
    Frame frame;
    struct Pair {
        std::optional<Shot> before, after;
    };
    std::vector<Pair> pairs;
    std::vector<Shot> shots;  // neither before nor after
    std::vector<PaperRow> papers;
    bool can_add = false;
    Sheet photo, paper;
};

struct AttachmentPage {
    Frame frame;
    bool photo = true;
    Shot shot;
    PaperRow paper;
    bool can_change = false, can_manage = false, can_publish = false;
    Sheet sheet;
    std::string publish_action, remove_action, erase_action;
    view::Label publish_hindrance;  // why it cannot be opened to everybody; may be empty
};

struct FollowUpRow {
    std::string text, due, done;  // done: "21/11/2026"; empty: open
    bool late = false;
    std::string done_action;  // empty: may not
    bool counts = true;       // false: of a visit that ended
};

struct VisitCard {
    std::string on, place, who, bodies, findings, point, recorded;
    view::Label kind, conclusion;
    view::Tone tone = view::Tone::neutral;
    std::vector<FollowUpRow> follow_ups;
    std::vector<Shot> shots;
    std::vector<PaperRow> papers;
    std::optional<Sheet> photo;      // to add one
    view::Label ended, takes_place;  // empty: it counts; it takes nobody's place
    view::Label ended_said;
    std::string change_href;  // empty: may not
};

struct VisitsPage {
    Frame frame;
    std::vector<VisitCard> visits;
    bool can_add = false;
    view::Label why_not;  // of who made the dossier; may be empty
    Sheet sheet;
};

/// One visit, to be corrected or withdrawn.
struct VisitChangePage {
    Frame frame;
    view::Label why_not;  // empty: may
    Sheet correction, withdrawal;
};

struct SumRow {
    view::Label kind, unit;
    std::string planned, actual, share, all_years, sources;
};

struct QuantityRow {
    view::Label kind, source, planned;
    std::string amount, note, when, who, remove_action;
};

struct QuantitiesPage {
    Frame frame;
    std::vector<SumRow> resources, benefits;
    bool several_years = false;
    std::vector<QuantityRow> rows;
    bool can_add = false;
    Sheet sheet;
};

}  // namespace kheo::registry::evidence
