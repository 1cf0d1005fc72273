// SPDX-License-Identifier: Apache-2.0
// Private to the room: what the acts on sheets share (sheets.cpp, scorers.cpp, seeing.cpp).
#pragma once

#include <string>
#include <vector>

#include "registry/scoring/sheets.hpp"

namespace kheo::registry::scoring {

Error all_wrong(std::vector<FieldError> fields);
/// What was typed, tidy; missing or too long: an error of this field.
Result<std::string> reason_of(std::string_view typed, const char* field);
/// One line of the dossier's ledger.
Result<> write_entry(db::Transaction& tx, std::string_view what, const life::Cycle& cycle,
                     const Person& person);

/// not_found when it is absent or the person may not open it.
Result<life::Cycle> open_cycle(db::Transaction& tx, const Person& person, std::string_view code);
bool may_do(const Person& person, auth::Permission permission, const life::Cycle& cycle);
/// Must the person stay apart from the dossier (life::must_not_judge)?
Result<bool> made_it(db::Transaction& tx, auth::UserId user, const life::Cycle& cycle);
/// Those who write the proposal score themselves: the owner's side, and the commune of a hamlet's.
bool may_self_score(const Person& person, const life::Cycle& cycle);

/// The rubric that would hold for a round opened today.
Result<std::optional<Rubric>> rubric_today(db::Transaction& tx, const Person& person,
                                           const life::Cycle& cycle, std::optional<Subject> subject);
/// The round of a dossier, opened under today's rubric and numbers when there is none.
Result<Standing> round_for(db::Transaction& tx, const Person& person, const life::Cycle& cycle);
/// The person's sheet of a kind that counts; the proposing side has one for all. nullptr: none.
Sheet* own_sheet(std::vector<Sheet>& sheets, SheetKind kind, auth::UserId user);
/// The first moment at which all sheets were locked is kept.
Result<> note_reveal(db::Transaction& tx, const life::Cycle& cycle, Millis at);

}  // namespace kheo::registry::scoring
