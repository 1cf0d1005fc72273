// SPDX-License-Identifier: Apache-2.0
// Private to the room: what an act brings with it beside the new state.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// One act on its way: the cycle as it will be, and what the form said.
struct Doing {
    const workflow::Act& act;
    const Given& given;
    Cycle cycle;              // already in the new state
    std::string from;         // the state before
    std::optional<Date> day;  // of a launch or a decision
    std::string go_on;        // code of the dossier to show afterwards
};

/// "31/05/2026" or ISO.
std::optional<Date> day_typed(std::string_view typed);

/// Does the act only note down what was decided outside of the program?
bool records(const workflow::Act& act);

/// Were there districts on that day, by the map (until 30/06/2025: Law 72/2025/QH15)?
bool districts_stood(const territory::Atlas& atlas, Date on);
/// Before this day nothing of the cycle was decided: the first day of its year, or the day it was registered
/// when that lies before; for what came in from elsewhere the year before its campaign.
Date first_possible_day(const Cycle& cycle);

/// At which level a decision of that day recognises: a nomination at the level that was chosen (the province
/// when none was), anything else at the level of its register. What was a district's is the province's after
/// the last day of districts.
RecognitionLevel level_of(const Cycle& cycle, std::string_view chosen, Date on,
                          const territory::Atlas& atlas);

/// Everything that the form of the act must hold and does not, at once; reads the day.
std::vector<FieldError> read_given(Doing& doing, const Acting& acting);

/// The paper of the decision stands with the dossier; the same one again is that one. None when none was
/// sent.
Result<file::AttachmentId> attach_paper(db::Transaction& tx, const Doing& doing, const Acting& acting);
/// The registration, and the number in the book of the unit as it stands today. conflict when the unit was
/// split and nobody said which part it is.
Result<> enter_register(db::Transaction& tx, Doing& doing, const Acting& acting);

/// Numbers, recognitions, the register, next year's cycle.
Result<> follow_up(db::Transaction& tx, Doing& doing, const Acting& acting);

}  // namespace kheo::registry::life
