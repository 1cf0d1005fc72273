// SPDX-License-Identifier: Apache-2.0
// View models of replication.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"

namespace kheo::registry::replication {

struct CopyPage {
    std::string number, title, action, back_href, request_key;
    std::string unit, adapted;  // as typed
    std::vector<view::Option> units;
    Error error;

    bool failed() const { return !error.fields.empty(); }
};

struct SpreadRow {
    std::string number, href, unit, since, after, adapted, result;
    view::Label state;
    view::Tone tone = view::Tone::neutral;
    bool here = false;
};

struct SpreadPage {
    std::string number, title, dossier_href, copy_href;
    std::size_t copies = 0, drawn = 0;
    view::Markup drawing = view::Markup::trusted({});
    std::vector<SpreadRow> rows;
    bool may_write = false, is_copy = false, told = false;
    std::string request_key, result, day, note, alive;  // as typed
    Error error;

    bool failed() const { return !error.fields.empty(); }
};

struct UpkeepRow {
    int years = 0;
    std::int64_t reached = 0, alive = 0, ended = 0, silent = 0;
    std::string share;  // "81,5"; "–" when none reached it
};
struct SilentRow {
    std::string number, href, title, unit, last_heard, reminded;  // "23/11/2026" or empty
};
struct UpkeepPage {
    std::vector<UpkeepRow> rows;
    view::Markup chart = view::Markup::trusted({});
    std::vector<SilentRow> silent;
    std::int64_t silent_total = 0;
    bool may_remind = false;
    std::int64_t due = 0;  // would be reminded now
    std::string message;   // to be pasted
    view::Label done;
};

struct DueRow {
    std::string number, href, title, unit, version;
    view::Label state;
    std::string score, last_sign;  // may be empty
    view::Label only{};            // where this one may be carried over only, or ended only
    bool ticked = false;
};
struct DueAnswer {
    std::string number, href, next_href, why;
    bool done = false;
};
struct DuePage {
    int year = 0;
    std::string this_year, last_year;
    std::vector<view::Choice> years;
    std::vector<DueRow> rows;
    view::Pager pager;
    bool may_carry = false, may_stop = false, stopped = false;
    std::vector<DueAnswer> answers;  // of what was just decided, one by one
    std::string request_key, reason;
    Error error;
};

}  // namespace kheo::registry::replication
