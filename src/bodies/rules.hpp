// SPDX-License-Identifier: Apache-2.0
// What may be: values in, answer out. No SQL, no HTTP, no clock.
#pragma once

#include <span>

#include "base/error.hpp"
#include "bodies/model.hpp"

namespace kheo::bodies {

inline constexpr std::size_t kLongestName = 200, kLongestDocument = 200;  // characters

/// What is wrong with the paper an act rests on: a number is needed, and the body that issued it.
void add_document_faults(const Document& document, std::vector<FieldError>& out);

/// Everything wrong at once with a body that shall begin: name, kind (known, of this level, valid on the
/// day), document.
std::vector<FieldError> faults_of_new(const Wanted& wanted, std::span<const Kind> kinds);

/// Of a change to `body` whose versions are given: the day lies inside its life.
std::vector<FieldError> faults_of_change(const Wanted& wanted, ActKind act,
                                         std::span<const Version> versions);

/// One unit has one body of these kinds at a time: hamlet teams, boards, blocks, committees. Departments,
/// steering committees and armed forces may be several.
bool one_at_a_time(std::string_view kind);

}  // namespace kheo::bodies
