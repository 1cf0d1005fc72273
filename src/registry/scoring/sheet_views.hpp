// SPDX-License-Identifier: Apache-2.0
// What the pages of score sheets show, ready to print: no SQL, no rules.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "platform/view/components.hpp"
#include "registry/scoring/views.hpp"

namespace kheo::registry::scoring {

/// A photo or paper of the dossier beside a criterion.
struct AttachedFile {
    std::string id, name, href, picture;  // picture: empty of a paper
    bool ticked = false;
};

struct CriterionBox {
    std::string id, number, name, explanation, evidence_needed, most;
    std::string points, evidence, note;  // as typed, else as kept
    view::Label hint, error;
    std::string self_points, self_evidence;  // of the proposing side, where they may be seen
    std::vector<AttachedFile> attached;      // what shows it, of the proposing side
    std::vector<AttachedFile> to_attach;     // on its own sheet: everything of the dossier

    std::int64_t ticked() const {
        return std::ranges::count_if(to_attach, [](const AttachedFile& file) { return file.ticked; });
    }
};

struct SheetForm {
    bool self = false, standards = false, writable = false, locked = false;
    std::string action, unlock_action, excuse_action;  // empty: not offered
    std::string evidence_href;                         // photos and papers of the dossier
    std::vector<CriterionBox> boxes;
    std::string total, scale, remark, reason, excuse;
    std::int64_t row_version = 1;
    std::vector<std::string> unlocks;  // "21/11/2026 14:05 (81 điểm): …"
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct ScorerRow {
    std::string name, sheet, reason;
    view::Label state;
    view::Tone tone = view::Tone::neutral;
    bool may_go = false;
};
struct Barred {
    std::string name;
    Sentence why;
};

struct ScorePage {
    std::string code, title, unit, dossier_href, here;
    view::Label said;  // where scoring stands
    view::Label done;
    std::string rubric_name, rubric_href;
    bool has_form = false;
    SheetForm form;
    bool assigns = false;  // may name scorers
    std::vector<ScorerRow> scorers;
    std::vector<view::Option> to_assign;
    std::vector<Barred> barred;
    view::Label open_point;
    std::string summary_href, self_href;
    Error error;  // of naming scorers

    bool failed() const {
        return !error.fields.empty() || !form.error.fields.empty() || !form.error.message.empty();
    }
};

struct SummaryNote {
    std::string who, text;
};
struct SummaryRow {
    std::string number, name, most, self, mean, spread;
    std::vector<std::string> points;  // one per scorer
    std::vector<SummaryNote> notes;
    bool wide = false;
};
struct LevelRow {
    view::Label level;
    std::string least;
    bool reached = false;
};
struct SummaryPage {
    std::string code, title, unit, here, rubric_name, rubric_href;
    bool ready = false;  // false: what is missing stands in `said`
    view::Label said;
    std::vector<std::string> scorers;  // empty: only the result may be seen
    std::vector<SummaryRow> rows;
    SummaryRow total;
    std::string mean, scale, grade;
    view::Tone grade_tone = view::Tone::ok;
    std::vector<LevelRow> levels;
    bool wide = false;
    view::Label wide_said;
    std::string discussion, discussed;  // text, "Bà Lan, 21/11/2026 14:05"
    bool may_discuss = false, saved = false;
    std::string typed;
    std::vector<SummaryNote> remarks, unlocks;
    view::Markup bars = view::Markup::trusted({});
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct GivenRow {
    std::string href, title, unit, year;
    view::Label state;
    view::Tone tone = view::Tone::neutral;
};
struct MySheetsPage {
    std::vector<GivenRow> to_do, done;
};

struct ResultRow {
    std::string place, title, href, unit, mean, result, grade;
    view::Tone tone = view::Tone::neutral;
};
struct ResultGroup {
    std::string rubric, rubric_href;
    std::vector<ResultRow> rows;
};
struct ResultsPage {
    std::string year, before_href, after_href;
    std::vector<ResultGroup> groups;  // one per rubric
};

}  // namespace kheo::registry::scoring
