// SPDX-License-Identifier: Apache-2.0
// What the pages of rubrics show, ready to print: no SQL, no rules.
#pragma once

#include <string>
#include <vector>

#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"
#include "registry/scoring/rubric_form.hpp"

namespace kheo::registry::scoring {

using view::error_of;

struct RubricRow {
    std::string href, name, unit, days;
    view::Label subject, state;
    view::Tone tone = view::Tone::neutral;
    bool verified = true;
};

struct RubricListPage {
    std::vector<RubricRow> now, drafts, others;  // in force today; drafts; templates, past and future ones
    bool may_begin = false;
    bool discarded = false;
};

struct CriterionRow {
    std::string number, name, explanation, evidence, most;
    bool is_result = false;
};

struct GradeRow {
    std::string name, range;
};

struct RubricPage {
    std::string id, name, unit, basis, days, total;
    view::Label subject, manner, state;
    view::Tone tone = view::Tone::neutral;
    bool standards = false, verified = true;
    std::vector<CriterionRow> criteria;
    std::vector<GradeRow> grades;
    std::string commune_from, province_from;
    // what the person may do; empty: not offered
    std::string copy_href, edit_href, force_href, end_href, discard_href;
    std::string today;  // for the date boxes, ISO
    std::int64_t row_version = 0;
    std::string request_key;
    std::vector<FieldError> missing;  // of a draft: what keeps it from being put in force
    view::Label done;                 // what the person just did
    Error error;
    std::string day, last, basis_typed;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct NewRubricPage {
    std::vector<view::Option> units, sources;
    std::string unit, source, request_key;
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct EditRubricPage {
    std::string id, title, unit;
    view::Label subject;
    bool standards = false;
    RubricText text;
    std::int64_t row_version = 0;
    view::Label sum;  // "Tổng 95/100 điểm: còn thiếu 5 điểm"
    view::Tone sum_tone = view::Tone::ok;
    Error error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

}  // namespace kheo::registry::scoring
