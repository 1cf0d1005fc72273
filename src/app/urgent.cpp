// SPDX-License-Identifier: Apache-2.0
#include "app/urgent.hpp"

#include "app/messages.gen.hpp"
#include "registry/life/life.hpp"

namespace kheo::app {

Result<std::optional<office::UrgentDossier>> urgent_dossier(db::Transaction& tx, std::string_view code) {
    const auto cycle = TRY(registry::life::find(tx, code));
    if (!cycle) return std::nullopt;
    const auto statement = TRY(registry::life::statement_of(tx, *cycle));
    office::UrgentDossier out;
    out.code = cycle->code;
    out.title = cycle->title;
    out.unit = cycle->unit;
    out.subject = "cycle";
    out.id = cycle->id.value;
    if (const auto* state = registry::life::process().state(cycle->state)) out.state = state->label;
    const auto add = [&](const Message& label, const std::string& text) {
        if (!text.empty()) out.lines.emplace_back(&label, text);
    };
    const auto& plan = statement.headings;
    add(msg::urgent_owner, statement.owner_text);
    add(msg::urgent_problem, plan.problem);
    add(msg::urgent_goals, plan.goals);
    add(msg::urgent_method, plan.method);
    add(msg::urgent_area, plan.area);
    add(msg::urgent_forces, plan.forces);
    add(msg::urgent_resources, plan.resources);
    add(msg::urgent_schedule, plan.schedule);
    add(msg::urgent_outputs, plan.outputs);
    add(msg::urgent_sustainability, plan.sustainability);
    add(msg::urgent_note, plan.note);
    return out;
}

}  // namespace kheo::app
