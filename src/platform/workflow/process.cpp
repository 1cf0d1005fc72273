// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/process.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/workflow/messages.gen.hpp"

namespace kheo::workflow {

namespace {

template <typename List>
auto find(const List& list, std::string_view code) {
    const auto found = std::ranges::find(list, code, [](const auto& one) { return one.code; });
    return found == list.end() ? nullptr : &*found;
}

bool starts_from(const Act& act, std::string_view state) {
    return std::ranges::find(act.from, state) != act.from.end();
}

std::vector<Sentence> hindrances(const Act& act, const Asking& asking) {
    std::vector<Sentence> out;
    for (const auto guard : act.guards)
        if (auto why = asking.hindrance(guard)) out.push_back(*std::move(why));
    return out;
}

Error hindered(std::vector<Sentence> why) {
    Error error{ErrorKind::invalid, {}, {}, {}, {}};
    for (auto& sentence : why) error.fields.push_back({"act", std::move(sentence)});
    return error;
}

}  // namespace

const State* Process::state(std::string_view code) const {
    return find(states, code);
}

const Act* Process::act(std::string_view code) const {
    return find(acts, code);
}

std::vector<Offer> offers(const Process& process, const Asking& asking) {
    std::vector<Offer> out;
    for (const auto& act : process.acts)
        if (starts_from(act, asking.state) && asking.may(act.permission))
            out.push_back({&act, hindrances(act, asking)});
    return out;
}

Result<const Act*> check(const Process& process, std::string_view code, const Asking& asking) {
    const auto* act = process.act(code);
    if (!act) return fail(ErrorKind::not_found, msg::act_unknown);
    if (!asking.may(act->permission)) return fail(ErrorKind::forbidden, msg::act_forbidden);
    if (!starts_from(*act, asking.state)) {
        const auto* state = process.state(asking.state);
        return fail(ErrorKind::conflict, msg::act_too_late,
                    {{"state", state ? std::string(state->label->in(Language::vi)) : std::string()}});
    }
    if (auto why = hindrances(*act, asking); !why.empty()) return fail(hindered(std::move(why)));
    return act;
}

std::vector<StepView> stepper(const Process& process, std::string_view state) {
    const auto* here = process.state(state);
    std::vector<StepView> out;
    out.reserve(process.steps.size());
    auto progress = Progress::done;
    for (const auto& step : process.steps) {
        const bool now = here && step.code == here->step;
        out.push_back({&step, now ? Progress::now : progress});
        if (now) progress = Progress::ahead;
    }
    return out;
}

}  // namespace kheo::workflow
