// SPDX-License-Identifier: Apache-2.0
// The editor of a rubric as typed: rows are added, moved and taken away by buttons that send the form; what
// stands in the boxes comes back as it was. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"
#include "registry/scoring/rubric.hpp"

namespace kheo::registry::scoring {

inline constexpr std::size_t kMostCriteria = 20, kMostGrades = 8;

struct CriterionText {
    std::string name, explanation, evidence, most;
};
struct GradeText {
    std::string name, least;
};

struct RubricText {
    std::string name, scale, step, basis, commune_from, province_from;
    std::vector<CriterionText> criteria{};
    std::string result{};  // number of the criterion that decides between equal totals, from 0; "" = none
    std::vector<GradeText> grades{};
};

RubricText text_of(const Rubric& rubric);
/// What a request sent, rows in the order of their numbers.
RubricText read_text(const http::Fields& sent);

/// The rows after a button: "add-c", "add-g", "drop-c-3", "drop-g-0", "up-c-2"; anything else changes
/// nothing.
void apply(RubricText& text, std::string_view button);

/// The typed values in `rubric`; what cannot be read is an error of its box. Empty points are 0: a draft may
/// be unfinished. Standards have one point each, their scale is their number.
std::vector<FieldError> read_rubric(const RubricText& text, Rubric& rubric);

/// The sum of the most points that can be read.
Tenths total_of(const RubricText& text);

}  // namespace kheo::registry::scoring
