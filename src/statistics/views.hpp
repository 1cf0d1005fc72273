// SPDX-License-Identifier: Apache-2.0
// View models of the statistics page: ready to print, no SQL and no rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/view/components.hpp"

namespace kheo::statistics {

/// One figure; href leads to the list behind it.
struct Figure {
    std::string text;
    std::string href;
    std::string css;                       // "up", "down", "mut" or ""
    std::int64_t number = 0;               // the count, or the change
    bool change = false;                   // number is a change …
    std::optional<std::int64_t> tenths{};  // … of so many tenths of a percent; absent on a zero base
};

struct TableRow {
    std::string label;
    std::string href;  // opens the next level; may be empty
    std::string note;  // may be empty
    bool total = false;
    std::vector<Figure> figures;
};

struct FigureTable {
    std::string caption, first_head;
    std::vector<std::string> heads;
    std::vector<TableRow> rows;
};

struct Controls {
    std::vector<view::Input> main, conditions;  // fields of the GET form
    view::Input measures;
    std::vector<view::Choice> maps;
    std::string map;  // kept as a hidden field
    bool open_conditions = false;
};

struct Chart {
    view::Label title;
    std::string region;         // names the scrolling drawing, apart from its table
    std::string finding, rest;  // the caption: one sentence in bold, then others
    view::Markup drawing = view::Markup::trusted({});
    FigureTable table;
};

struct StatisticsPage {
    std::vector<view::Crumb> path;
    std::string unit_name, period_name;
    Controls controls;
    std::string problem;  // why the question was refused; then nothing else is shown
    std::vector<view::Kpi> kpis;
    FigureTable table;
    std::vector<std::string> warnings, notes, definition;
    std::string not_attributable;  // sentence, may be empty
    std::string not_attributable_href;
    std::vector<Chart> charts;
    std::string csv_href, xlsx_href, back_href;
    std::int64_t ledger_seq = 0;
};

}  // namespace kheo::statistics
