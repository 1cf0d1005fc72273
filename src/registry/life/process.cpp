// SPDX-License-Identifier: Apache-2.0
// The life of an initiative as one table (domain.md §2.5, docs/decisions/0080-life.md).
#include "registry/life/messages.gen.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/process_parts.hpp"

namespace kheo::registry::life {

namespace {

using workflow::Process;
using workflow::State;

std::vector<workflow::Step> steps() {
    return {{"registration", &msg::step_registration}, {"examination", &msg::step_examination},
            {"running", &msg::step_running},           {"check", &msg::step_check},
            {"recognition", &msg::step_recognition},   {"maintenance", &msg::step_maintenance}};
}

using enum auth::Permission;
constexpr bool kEnds = true, kGoesOn = false;
constexpr auto kNextYear = workflow::Wait::From::next_year;

/// The first state of the table is where a dossier begins.
std::vector<State> states_of_registration() {
    return {
        {"draft", &msg::cycle_draft, "registration", kGoesOn, {{propose, &msg::task_draft}}},
        {"submitted", &msg::cycle_submitted, "examination", kGoesOn, {{appraise, &msg::task_submitted}}},
        {"returned", &msg::cycle_returned, "registration", kGoesOn, {{propose, &msg::task_returned}}},
        {"appraised", &msg::cycle_appraised, "examination", kGoesOn, {{approve, &msg::task_appraised}}},
        {"declined", &msg::cycle_declined, "examination", kEnds},
        {"withdrawn", &msg::cycle_withdrawn, "registration", kEnds},
    };
}

std::vector<State> states_of_work() {
    return {
        {"registered",
         &msg::cycle_registered,
         "running",
         kGoesOn,
         {{propose, &msg::task_recognised, kNextYear}, {propose, &msg::task_registered}}},
        {"running",
         &msg::cycle_running,
         "running",
         kGoesOn,
         {{propose, &msg::task_recognised, kNextYear}, {propose, &msg::task_running}}},
        {"suspended", &msg::cycle_suspended, "running", kGoesOn, {{approve, &msg::task_suspended}}},
        {"self_assessed", &msg::cycle_self_assessed, "check", kGoesOn, {{check, &msg::task_self_assessed}}},
        {"checked",
         &msg::cycle_checked,
         "recognition",
         kGoesOn,
         {{score, &msg::task_checked}, {appraise, &msg::task_close_scoring}}},
        {"stopped", &msg::cycle_stopped, "running", kEnds},
    };
}

std::vector<State> states_of_recognition() {
    return {
        {"scored", &msg::cycle_scored, "recognition", kGoesOn, {{recognise, &msg::task_scored}}},
        {"recognised",
         &msg::cycle_recognised,
         "maintenance",
         kGoesOn,
         {{propose, &msg::task_recognised, kNextYear}}},
        {"nominated", &msg::cycle_nominated, "recognition", kGoesOn, {{recognise, &msg::task_nominated}}},
        {"not_recognised", &msg::cycle_not_recognised, "recognition", kEnds},
        {"carried_over", &msg::cycle_carried_over, "maintenance", kEnds},
        {"revoked", &msg::cycle_revoked, "maintenance", kEnds},
    };
}

std::vector<State> all_states() {
    auto out = states_of_registration();
    for (const auto& more : {states_of_work(), states_of_recognition()})
        out.insert(out.end(), more.begin(), more.end());
    return out;
}

}  // namespace

const Process& process() {
    static const Process table{"initiative", steps(), all_states(), all_acts()};
    return table;
}

const std::set<std::string_view>& guard_names() {
    return guard::all();
}

}  // namespace kheo::registry::life
