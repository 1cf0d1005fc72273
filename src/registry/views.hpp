// SPDX-License-Identifier: Apache-2.0
// What the registry's pages show, ready to print: no SQL, no rules.
#pragma once

#include <string>
#include <vector>

#include "platform/form/form.hpp"
#include "platform/view/components.hpp"

namespace kheo::registry {

struct ListRow {
    std::string number, title, owner, unit, field_code, field_name, registered;
    view::Label kind, basis, state, level, copies;
    view::Tone state_tone = view::Tone::neutral;
};

struct Header {
    view::Label label;
    std::string href;  // empty: does not sort
    int direction = 0;
};

struct ListPage {
    view::Label counts;                   // "1.480 mô hình · 396 điển hình"
    std::vector<view::Choice> kinds;      // chips
    std::vector<view::Label> conditions;  // what a figure asked for: period, map
    std::vector<view::Input> filters, more_filters;
    bool more_open = false;
    std::vector<std::pair<std::string, std::string>> kept;  // parameters that no filter shows
    std::string clear_href, export_href, import_href, create_href, propose_href;  // empty: not shown
    std::vector<Header> headers;
    std::vector<ListRow> rows;
    view::Pager pager;
};

struct NamedText {
    view::Label name;
    std::string text;
};

struct RegistrationRow {
    std::string year, date, unit, source, note;
    view::Label basis;
};

struct ChangeRow {
    view::Label name;
    std::string before, after;
};

struct HistoryRow {
    view::Label what;
    std::string person, when;
    std::vector<ChangeRow> changes;
    bool erased = false;  // the values of this version are gone
};

struct DossierPage {
    std::string number, title, owner, field_code, field_name;
    view::Label kind, state, registered;
    view::Tone state_tone = view::Tone::neutral;
    std::string edit_href;  // empty: may not
    std::vector<view::Choice> tabs;
    bool history = false;  // which tab
    std::vector<NamedText> headings, facts;
    std::vector<std::string> themes;
    std::vector<RegistrationRow> registrations;
    std::vector<HistoryRow> lines;
    bool created = false, saved = false;  // what the person just did
    // the newest cycle, when somebody follows it
    std::vector<view::Step> steps;
    view::Label cycle_state;
    view::Tone cycle_tone = view::Tone::neutral;
    std::string cycle_href, follow_action;  // empty: none; may not
    int follow_year = 0;
};

struct ConflictRow {
    view::Label name;
    std::string theirs, mine;
    bool taken = false;  // only the other person changed it; their value stands in the form now
};

struct EditPage {
    std::string number;  // empty: a new dossier
    std::string title, action, back_href, request_key;
    std::int64_t row_version = 0;
    form::Form form;
    form::Values values;
    Error error;           // empty message and fields: none
    view::Label conflict;  // empty: none
    std::vector<ConflictRow> differences;

    bool failed() const { return !error.fields.empty() || !error.message.empty() || !conflict.empty(); }
};

}  // namespace kheo::registry
