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

/// Everything that the form of the act must hold and does not, at once; reads the day.
std::vector<FieldError> read_given(Doing& doing, const Acting& acting);

/// Numbers, recognitions, the register, next year's cycle.
Result<> follow_up(db::Transaction& tx, Doing& doing, const Acting& acting);

}  // namespace kheo::registry::life
