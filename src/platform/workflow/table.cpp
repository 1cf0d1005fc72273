// SPDX-License-Identifier: Apache-2.0
// What a table says of itself: its faults for its author, its diagram for the docs.
#include <fmt/format.h>

#include <algorithm>

#include "platform/workflow/process.hpp"

namespace kheo::workflow {

namespace {

using Codes = std::set<std::string_view>;

class Reader {
  public:
    Reader(const Process& process, const Codes& guards) : process_(process), guards_(guards) {}

    std::vector<std::string> faults() {
        unique("step", process_.steps);
        unique("state", process_.states);
        unique("act", process_.acts);
        for (const auto& state : process_.states) read(state);
        for (const auto& act : process_.acts) read(act);
        reachable();
        return std::move(faults_);
    }

  private:
    void say(std::string text) { faults_.push_back(fmt::format("{}: {}", process_.type, text)); }

    template <typename List>
    void unique(std::string_view kind, const List& list) {
        Codes seen;
        for (const auto& one : list)
            if (!seen.insert(one.code).second) say(fmt::format("{} {} stands twice", kind, one.code));
    }

    void read(const State& state) {
        const auto& steps = process_.steps;
        if (std::ranges::find(steps, state.step, &Step::code) == steps.end())
            say(fmt::format("state {} stands in no step", state.code));
        const bool left = std::ranges::any_of(process_.acts, [&](const Act& act) {
            return act.to != state.code && std::ranges::find(act.from, state.code) != act.from.end();
        });
        if (left && state.ends) say(fmt::format("state {} ends and is left", state.code));
        if (!left && !state.ends) say(fmt::format("state {} is never left", state.code));
    }

    void read(const Act& act) {
        for (const auto from : act.from)
            if (!process_.state(from)) say(fmt::format("act {} starts from no state {}", act.code, from));
        if (!process_.state(act.to)) say(fmt::format("act {} leads to no state {}", act.code, act.to));
        for (const auto guard : act.guards)
            if (!guards_.contains(guard)) say(fmt::format("act {} has no guard {}", act.code, guard));
    }

    void reachable() {
        if (process_.states.empty()) return say("no states");
        Codes reached{process_.states.front().code};
        for (std::size_t before = 0; before != reached.size();) {
            before = reached.size();
            for (const auto& act : process_.acts)
                if (std::ranges::any_of(act.from, [&](auto from) { return reached.contains(from); }))
                    reached.insert(act.to);
        }
        for (const auto& state : process_.states)
            if (!reached.contains(state.code)) say(fmt::format("state {} is never reached", state.code));
    }

    const Process& process_;
    const Codes& guards_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults(const Process& process, const Codes& known_guards) {
    return Reader(process, known_guards).faults();
}

std::string diagram(const Process& process, Language language) {
    std::string out = "stateDiagram-v2\n";
    for (const auto& state : process.states)
        out += fmt::format("    {}: {}\n", state.code, state.label->in(language));
    if (!process.states.empty()) out += fmt::format("    [*] --> {}\n", process.states.front().code);
    for (const auto& act : process.acts)
        for (const auto from : act.from)
            out += fmt::format("    {} --> {}: {}\n", from, act.to, act.label->in(language));
    for (const auto& state : process.states)
        if (state.ends) out += fmt::format("    {} --> [*]\n", state.code);
    return out;
}

}  // namespace kheo::workflow
