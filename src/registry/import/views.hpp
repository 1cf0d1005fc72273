// SPDX-License-Identifier: Apache-2.0
// View models of the import wizard: ready to print, no SQL and no rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "platform/view/components.hpp"

namespace kheo::registry::import {

struct HistoryRow {
    std::string href, file_name, when, counts;
    view::Tone tone = view::Tone::neutral;
    Sentence state;
};

struct ColleagueRow {
    std::string person, unit, day, saved;
    view::Tone tone = view::Tone::neutral;
    Sentence state;
};

struct StartPage {
    std::string request_key, unit_code, date;
    std::vector<view::Option> units;  // where the person may register lists; empty = too many to choose from
    std::vector<HistoryRow> history;
    std::vector<ColleagueRow> colleagues;  // to be seen only
    std::optional<Error> error;
    std::vector<view::Option> template_units;  // the same without "as the list says"
    std::string template_unit;
};

struct WorkingPage {
    std::string id, file_name;
    bool saving = false;
    std::int64_t done = 0, total = 0;
};

struct ProblemView {
    view::Tone tone = view::Tone::warn;
    Sentence label, sentence;
    std::string where;  // "cột D"
};

struct RowView {
    std::string number, title, unit;
    std::vector<ProblemView> problems;
    view::Tone tone = view::Tone::ok;
    Sentence state;
    std::vector<view::Input> questions;  // what the person may settle
};

struct ColumnView {
    std::string letter, heading, example;
    view::Input role;
    bool tick = false;
    std::string meaning;  // of a tick column
};

struct ReviewPage {
    std::string id, file_name, when, sender, list_date, year, sheet;
    std::int64_t rows = 0, valid = 0, confirm = 0, broken = 0, known_columns = 0, all_columns = 0;
    std::int64_t certain = 0;
    std::vector<Sentence> file_remarks;
    std::vector<ColumnView> columns;
    std::vector<view::Input> hints;  // unit and date
    std::vector<RowView> shown;
    bool all = false;  // all rows, or only those to look at
    std::int64_t to_look_at = 0, total_shown = 0;
    int page = 1, per_page = 50;
    bool can_mark = false;
    std::vector<view::Step> steps;
};

struct ResultPage {
    std::string id, file_name, list_href;
    std::int64_t saved = 0, unchanged = 0, rejected = 0;
    bool undone = false, may_undo = false, can_mark = false;
};

struct StoppedPage {
    std::string id, file_name;
    Sentence title;
    std::string text;
    bool refused = false;
};

}  // namespace kheo::registry::import
