// SPDX-License-Identifier: Apache-2.0
// The door of the life of an initiative (docs/decisions/0080-life.md): cycles under the engine of
// platform/workflow. Other sub-rooms (scoring, evidence, replication …) hang on it and are never included by
// it: it asks their guards by name and shows their parts through functions that app wires. Functions that
// take a Transaction run inside the caller's; safe on any thread that holds one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/workflow/process.hpp"
#include "registry/life/model.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::life {

/// States, steps, acts and guards (domain.md §2.5).
const workflow::Process& process();
/// Every guard that the table names.
const std::set<std::string_view>& guard_names();

/// nullopt when absent. They check no permission: see may_open.
Result<std::optional<Cycle>> find(db::Transaction& tx, std::string_view code);
Result<std::optional<Cycle>> find(db::Transaction& tx, CycleId id);
/// The newest cycle of an initiative that was registered or continues it.
Result<std::optional<Cycle>> current_of(db::Transaction& tx, InitiativeId initiative);

/// "/ho-so/7K4M92QXH3".
std::string cycle_href(std::string_view code);

// --- who stands where
// --------------------------------------------------------------------------------------------

/// Is the person of the owner's side? The person made or submitted the dossier, or holds a grant to propose,
/// valid today, over exactly its unit, both as they stand on today's map: after a merger of the two units
/// they are one. Who is, never scores it.
bool own_side(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today);
/// May the person open the dossier at all? A draft is open to the proposing side; from submission on also to
/// those who examine, decide, check or score over its unit; after registration to all who read there.
/// Who may not sees no difference to a dossier that is not there.
bool may_open(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today);
/// Does the person hold the permission over the dossier's unit, as the subtree stands on that day?
bool may_in(const territory::Atlas& atlas, const auth::Principal& who, auth::Permission permission,
            territory::UnitId unit, Date today);

// --- other rooms
// -------------------------------------------------------------------------------------------------

/// What is asked of another room about one dossier.
struct Question {
    db::Transaction& tx;
    const Cycle& cycle;
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
};

/// A guard answered by another room: visit_recorded, scores_complete, not_scorer, threshold_reached,
/// self_assessment_given. The answer: why it does not hold, in a sentence that says what to do; nullopt = it
/// holds. What life answers itself (not_scorer: who closed the scoring) must hold as well. What nobody
/// answers holds; self_assessment_given is then a text the form asks for.
struct Guard {
    std::string_view name;
    std::function<Result<std::optional<Sentence>>(const Question&)> hindrance;
};

/// What another room shows on the page of a dossier: a tab with a count, and a card with a sentence.
struct PartView {
    const Message* label = nullptr;     // "Minh chứng"
    std::string href;                   // page of that room
    std::optional<std::int64_t> count;  // behind the label
    Sentence said;                      // "Phiếu chấm mở sau khi kiểm tra."; may be empty
};
/// nullopt: nothing to show of this dossier to this person.
using Part = std::function<Result<std::optional<PartView>>(const Question&)>;

/// Wired by app; in the order of the tabs.
struct Parts {
    std::vector<Guard> guards;
    std::vector<Part> parts;
};

}  // namespace kheo::registry::life
