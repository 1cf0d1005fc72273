// SPDX-License-Identifier: Apache-2.0
// The life of a dossier type as one table (architecture.md, idea 4): states, steps, acts with the right they
// need, their guards and ledger verbs. From it come the buttons, the stepper, the permission check and the
// diagram in the docs. Values and constants only: no SQL, no HTTP; safe on any thread. What a guard means is
// the slice's: it answers by name.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/auth/principal.hpp"

namespace kheo::workflow {

/// What the stepper shows; several states may stand in one step.
struct Step {
    std::string_view code;
    const Message* label;
};

/// For whom a state waits: a line of somebody's work.
struct Wait {
    enum class From { entry, next_year };  // at once; once the dossier's own year is over

    auth::Permission permission;
    const Message* what;  // "Thẩm định kế hoạch"
    From from = From::entry;
};

struct State {
    std::string_view code;         // "submitted": in the database, in addresses and in JSON
    const Message* label;          // "Đã nộp, chờ vào sổ"
    std::string_view step;         // code of the step it stands in
    bool ends = false;             // nothing comes after it; an act may still add to it where it stands
    std::vector<Wait> waits = {};  // for nobody when it ends
};

/// What a person does to a dossier: a button, an address, a ledger verb.
struct Act {
    std::string_view code;                 // "return": in forms and addresses
    std::vector<std::string_view> from;    // states it starts from
    std::string_view to;                   // may be one of them: a milestone that changes no state
    auth::Permission permission;           // over the dossier's unit
    std::vector<std::string_view> guards;  // all must hold; the slice says why one does not
    std::string_view verb;                 // "registry.returned"
    const Message* label;                  // of the button: "Trả lại bổ sung"
    bool asks_reason = false;              // a sentence the owner reads; the form asks for it
};

/// A table; its first state is where a dossier begins.
struct Process {
    std::string_view type;  // "initiative"
    std::vector<Step> steps;
    std::vector<State> states;
    std::vector<Act> acts;

    const State* state(std::string_view code) const;
    const Act* act(std::string_view code) const;
};

/// What the asked dossier and person are, as the slice knows it.
struct Asking {
    std::string_view state;
    /// Does the person hold this right over the dossier's unit today? Deny by default.
    std::function<bool(auth::Permission)> may;
    /// Why a guard does not hold, in a sentence that says what to do; nullopt = it holds.
    std::function<std::optional<Sentence>(std::string_view guard)> hindrance;
};

/// One button: what may be done, or what stands against it for now.
struct Offer {
    const Act* act = nullptr;
    std::vector<Sentence> hindrances;  // empty: the button works

    bool open() const { return hindrances.empty(); }
};

/// The acts that start from this state and that the person has the right to, in the table's order. Those
/// without the right are not even named.
std::vector<Offer> offers(const Process& process, const Asking& asking);

/// The act when it may be done now. not_found for a word that is no act; forbidden without the right;
/// conflict when the dossier stands in another state by now (somebody was quicker); invalid with every
/// hindrance as a field error of the field "act".
Result<const Act*> check(const Process& process, std::string_view act, const Asking& asking);

enum class Progress { done, now, ahead };
struct StepView {
    const Step* step = nullptr;
    Progress progress = Progress::ahead;
};
/// Every step once, in order; all done when the state is not of the table.
std::vector<StepView> stepper(const Process& process, std::string_view state);

/// What is wrong with a table, one line each for its author; empty when sound: codes are unique, words name
/// states and steps that exist, guards are known, every state is reached from the first and, unless it ends,
/// left; what ends is left by nothing.
std::vector<std::string> faults(const Process& process, const std::set<std::string_view>& known_guards);

/// The table as a Mermaid state diagram, for the docs.
std::string diagram(const Process& process, Language language);

}  // namespace kheo::workflow
