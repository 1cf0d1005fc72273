// SPDX-License-Identifier: Apache-2.0
// How the pages of the import name problems, roles, states: short labels and tones. Pure.
#pragma once

#include <string_view>

#include "platform/view/components.hpp"
#include "registry/import/columns.hpp"
#include "registry/import/upload.hpp"

namespace kheo::registry::import {

struct ProblemLabel {
    const Message* text = nullptr;
    view::Tone tone = view::Tone::warn;
};

/// bad: the row is not saved; warn: to be looked at; info: needs nobody.
ProblemLabel problem_label(std::string_view code);
const Message& role_label(Role role);
const Message& state_label(UploadState state);
view::Tone state_tone(UploadState state);

/// "A", "AB" for a column from 0.
std::string column_letters(int index);

}  // namespace kheo::registry::import
