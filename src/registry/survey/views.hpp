// SPDX-License-Identifier: Apache-2.0
// What the pages of questionnaires show, ready to print: no SQL, no rules.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"
#include "registry/survey/surveys.hpp"

namespace kheo::registry::survey {

using view::error_of;

struct SurveyRow {
    std::string href, title, last_day;
    view::Label state, answers;
    view::Tone tone = view::Tone::neutral;
};
struct SurveyListPage {
    std::string code, title;
    std::vector<SurveyRow> rows;
    bool may_make = false;
};

struct NewSurveyPage {
    std::string code, title, request_key;
    SurveyText text;
    std::vector<view::Option> kinds;
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct QuestionResult {
    std::string number, text;
    view::Label kind;
    std::vector<std::string> options;
    std::vector<std::int64_t> counts;  // empty: not shown
    std::vector<std::string> shares;   // "57,1 %"
    view::Markup bars = view::Markup::trusted({});
};
struct BatchRow {
    std::string id, size, made_on;
    bool cancelled = false;
};
struct SurveyPage {
    std::string code, dossier, id, title, here, last_day, request_key, count = "50";
    view::Label state, said, done, close_ask;
    view::Tone tone = view::Tone::neutral;
    bool open = false, may_run = false, results = false;
    std::vector<QuestionResult> questions;
    std::vector<BatchRow> batches;
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct Slip {
    std::string code;
    view::Markup qr = view::Markup::trusted({});
};
struct SlipsPage {
    std::string title, back_href, address, last_day;
    std::vector<Slip> slips;
};

struct PublicQuestion {
    std::string name, text;
    std::vector<view::Option> options;
    std::string chosen;
    view::Label error;
};
struct PublicPage {
    enum class Step { ask_code, answer, thanks } step = Step::ask_code;
    std::string code, title, last_day;
    std::vector<PublicQuestion> questions;
    Error error;
};

}  // namespace kheo::registry::survey
