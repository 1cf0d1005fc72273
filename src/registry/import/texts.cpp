// SPDX-License-Identifier: Apache-2.0
#include "registry/import/texts.hpp"

#include <array>

#include "registry/import/messages.gen.hpp"

namespace kheo::registry::import {

namespace {

using view::Tone;

struct Named {
    std::string_view code;
    const Message& text;
    Tone tone;
};

const std::array kProblems = {
    Named{"title_missing", msg::problem_title_missing, Tone::bad},
    Named{"unit_unknown", msg::problem_unit_unknown, Tone::bad},
    Named{"unit_ambiguous", msg::problem_unit_ambiguous, Tone::bad},
    Named{"unit_multiple", msg::problem_unit_multiple, Tone::bad},
    Named{"unit_dissolved", msg::problem_unit_dissolved, Tone::bad},
    Named{"unit_not_yours", msg::problem_unit_not_yours, Tone::bad},
    Named{"date_invalid", msg::problem_date_invalid, Tone::bad},
    Named{"duplicate_in_file", msg::problem_duplicate, Tone::bad},
    Named{"unit_dissolved_later", msg::problem_unit_dissolved_later, Tone::info},
    Named{"unit_split_2025", msg::problem_unit_split, Tone::info},
    Named{"unit_type_mismatch", msg::problem_unit_type, Tone::info},
    Named{"unit_district_outdated", msg::problem_unit_district, Tone::info},
    Named{"unit_code_name_mismatch", msg::problem_unit_code, Tone::info},
    Named{"hidden_row", msg::problem_hidden_row, Tone::info},
    Named{"date_month_first", msg::problem_date_month_first, Tone::warn},
    Named{"date_day_month_suspect", msg::problem_date_suspect, Tone::warn},
    Named{"date_order", msg::problem_date_order, Tone::warn},
    Named{"field_missing", msg::problem_field_missing, Tone::warn},
    Named{"field_unknown", msg::problem_field_unknown, Tone::warn},
    Named{"field_multiple", msg::problem_field_multiple, Tone::warn},
    Named{"near_duplicate", msg::problem_near_duplicate, Tone::warn},
    Named{"legacy_encoding", msg::problem_legacy, Tone::warn},
    Named{"formula_cell", msg::problem_formula, Tone::warn},
    Named{"formula_injection", msg::problem_injection, Tone::warn},
    Named{"too_long", msg::problem_too_long, Tone::warn},
};

}  // namespace

ProblemLabel problem_label(std::string_view code) {
    for (const auto& problem : kProblems)
        if (problem.code == code) return {&problem.text, problem.tone};
    return {&msg::problem_unit_unknown, Tone::warn};
}

const Message& role_label(Role role) {
    static const std::array<const Message*, 34> labels = {
        &msg::role_ignored,        &msg::role_number,     &msg::role_title,    &msg::role_kind,
        &msg::role_owner,          &msg::role_owner_type, &msg::role_unit,     &msg::role_province,
        &msg::role_district,       &msg::role_commune,    &msg::role_hamlet,   &msg::role_unit_code,
        &msg::role_level,          &msg::role_sector,     &msg::role_field,    &msg::role_theme,
        &msg::role_basis,          &msg::role_period,     &msg::role_start,    &msg::role_end,
        &msg::role_registered,     &msg::role_year,       &msg::role_quarter,  &msg::role_month,
        &msg::role_problem,        &msg::role_goals,      &msg::role_method,   &msg::role_area,
        &msg::role_forces,         &msg::role_resources,  &msg::role_schedule, &msg::role_outputs,
        &msg::role_sustainability, &msg::role_note};
    return *labels[static_cast<std::size_t>(role)];
}

const Message& state_label(UploadState state) {
    static const std::array<const Message*, 6> labels = {&msg::state_reading, &msg::state_ready,
                                                         &msg::state_refused, &msg::state_saving,
                                                         &msg::state_saved,   &msg::state_cancelled};
    return *labels[static_cast<std::size_t>(state)];
}

view::Tone state_tone(UploadState state) {
    constexpr std::array tones = {Tone::info, Tone::warn, Tone::bad, Tone::info, Tone::ok, Tone::neutral};
    return tones[static_cast<std::size_t>(state)];
}

std::string column_letters(int index) {
    std::string out;
    for (int n = index + 1; n > 0; n = (n - 1) / 26)
        out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
    return out;
}

}  // namespace kheo::registry::import
