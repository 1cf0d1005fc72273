// SPDX-License-Identifier: Apache-2.0
// What the pages of a dossier show, ready to print: no SQL, no rules.
#pragma once

#include <string>
#include <vector>

#include "platform/form/form.hpp"
#include "platform/view/components.hpp"

namespace kheo::registry::life {

struct Button {
    view::Label label;
    std::string href;         // of its form
    bool main = false;        // the one to press
    bool direct = false;      // asks nothing: pressed on the page itself
    std::string key{};        // request key of a direct one
    view::Label hindrance{};  // closed when not empty
};

struct NamedText {
    view::Label name;
    std::string text;
};

struct ItemRow {
    std::string code, label, remark;
    std::string verdict;     // "", "passed", "to_amend"
    view::Label error;       // of its remark
    std::string in_dossier;  // what the plan says about it; may be empty
};

struct RemarkRow {
    std::int64_t id = 0;
    std::string person, when, text;
    bool erased = false;
    std::vector<RemarkRow> answers;
    Sentence waits{};  // of a thread that waits for somebody; empty: it does not
    std::string due_why{};
};

struct RecognitionRow {
    view::Label level;
    std::string unit, body, decision{}, signer{}, grade{}, revoked{}, reason{};
    std::string paper{}, revoke_paper{};  // addresses; empty: none
    bool recorded = false;
};

struct LogRow {
    view::Label what;
    std::string person, when, said;
};

struct NamesakeRow {
    std::string user, field;  // name of the box of the reason
    view::Label said;
    view::Label error;  // of its reason
    std::string typed;
};

struct PartCard {
    view::Label label;
    std::string href;
    view::Label said;
};

enum class Tab { examination, statement, remarks, recognition, log };

struct DifferenceRow {
    view::Label name;
    std::string theirs, mine;
};

struct DossierPage {
    std::string code, title, owner, field_code, field_name, action;  // action: address of the dossier
    std::string number;                                              // of the initiative; empty before
    view::Label kind, state, subtitle;
    view::Tone tone = view::Tone::neutral;
    std::int64_t row_version = 0;
    std::vector<Button> buttons, closed;
    std::string edit_href, due;  // empty: none
    std::string due_why;
    view::Tone due_tone = view::Tone::info;
    std::vector<view::Step> steps;
    std::vector<view::Choice> tabs;
    Tab tab = Tab::statement;
    view::Label notice;  // what was just done
    Error error;         // of the sheet or the remark
    std::string last_reason, last_reason_by;
    std::vector<view::Crumb> similar;  // titles like this one

    // tabs
    std::vector<ItemRow> items;
    std::string summary, examiner;
    bool may_examine = false;
    int passed = 0, to_amend = 0;
    std::vector<NamedText> headings, facts;
    std::vector<RemarkRow> remarks;
    std::string remark_typed, remark_key, answers_typed;
    bool no_reply_typed = false;
    std::vector<RecognitionRow> recognitions;
    std::vector<LogRow> log;
    std::vector<NamedText> people;  // who does what
    std::vector<NamesakeRow> namesakes;
    std::string last_year_href;  // of what it continues; empty: of nothing
    std::vector<NamedText> last_year;
    std::vector<DifferenceRow> register_changes;  // corrected in the register; the draft says otherwise
    std::vector<PartCard> parts;
};

struct ActPage {
    std::string title, code, back_href, action, request_key, dossier;
    view::Label label, explanation;
    view::Label caution;  // what speaks against it and does not forbid it; may be empty
    std::int64_t row_version = 0;
    std::vector<view::Input> inputs;
    bool danger = false, takes_paper = false;
    Error error;
};

struct RecordedRow {
    std::string line, number, title, href;
    view::Label level;
};

struct RecordPage {
    std::vector<RecordedRow> recorded;
    std::vector<view::Input> inputs;
    std::string request_key;
    view::Label done;
    Error error;
};

struct ProposalPage {
    std::string code;  // empty: new
    std::string title, action, back_href, request_key;
    std::int64_t row_version = 0;
    form::Form form;
    form::Values values;
    Error error;
    view::Label conflict;
    std::vector<DifferenceRow> differences;

    bool failed() const { return !error.fields.empty() || !error.message.empty() || !conflict.empty(); }
};

struct TaskRow {
    view::Label what, state;
    std::string title, unit, href, due, due_why;
    view::Tone tone = view::Tone::neutral;
};

struct WorkPage {
    std::vector<TaskRow> rows;
    std::int64_t total = 0;
    std::string propose_href, record_href;  // empty: may not
};

struct FunnelColumn {
    view::Label name;
    std::vector<std::string> figures{};  // one per line of the page
    std::vector<view::Label> contradictions{};
    std::string id{};              // of a published one that may be crossed out
    std::string removed_reason{};  // crossed out when not empty
};

struct FunnelPage {
    std::string unit, unit_code, typed_unit, request_key;
    view::Label year_error, unit_error, reason_error;
    int year = 0;
    std::vector<view::Label> lines;
    std::vector<FunnelColumn> columns;
    view::Markup chart = view::Markup::trusted({});
    struct Typed {
        view::Label line;
        std::vector<view::Input> inputs;  // all, collectives, individuals
    };
    std::vector<Typed> typed;
    view::Input source;
    bool may_hold = false;
    Error error;

    std::vector<std::size_t> rows() const {
        std::vector<std::size_t> out(lines.size());
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
        return out;
    }
};

}  // namespace kheo::registry::life
