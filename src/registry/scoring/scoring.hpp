// SPDX-License-Identifier: Apache-2.0
// The door of scoring for app and the other rooms of the registry: rubrics, score sheets,
// its pages, its checks, and the guards and the part that app wires into life. Services are shared by
// threads; everything that takes a Transaction runs inside the caller's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"
#include "registry/life/life.hpp"
#include "registry/registry.hpp"
#include "registry/scoring/rubric.hpp"

namespace kheo::registry::scoring {

/// Who acts, on which map, when. Borrowed for one request.
struct Person {
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
    Millis at = 0;

    Actor actor() const { return {who.user, at}; }
};

/// Does a grant valid today hold the permission over the unit (territory::may_over)? A unit that is none is
/// the whole country.
bool may(const Person& person, auth::Permission permission, territory::UnitId unit);

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
};

std::vector<http::Route> routes(Services services);

/// What life asks of scoring: self_assessment_given, scores_complete, not_scorer, threshold_reached.
std::vector<life::Guard> guards();
/// What its lines of a dossier's log are called.
std::vector<life::LogWord> log_words();
/// What life shows of it on the page of a dossier.
Result<std::optional<life::PartView>> part(const life::Question& question);

/// Name of the grade that the scores reach; "" before the end and below every grade.
Result<std::string> grade_reached(const life::Question& question);

/// A person was erased from a dossier: everything written on its sheets goes, the points stay; what was
/// locked is no longer compared with the ledger.
Result<> forget(db::Transaction& tx, InitiativeId initiative);

/// Broken invariants, one line each: rubrics in force that do not add up, locked sheets without all points.
Result<std::vector<std::string>> faults(db::Transaction& tx);
/// What was changed past the program, one line each; empty when sound.
Result<std::vector<std::string>> altered(db::Transaction& tx);

}  // namespace kheo::registry::scoring
