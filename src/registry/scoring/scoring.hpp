// SPDX-License-Identifier: Apache-2.0
// The door of scoring for app and the other rooms of the registry: what it needs to know of a dossier
// (asked through functions that app wires), its pages, its checks. Services are shared by threads; everything
// that takes a Transaction runs inside the caller's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"
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

/// Does a grant valid today hold the permission over the unit (territory::reaches)? A unit that is none is
/// the whole country.
bool may(const Person& person, auth::Permission permission, territory::UnitId unit);

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
};

std::vector<http::Route> routes(Services services);

/// What was changed past the program, one line each; empty when sound.
Result<std::vector<std::string>> altered(db::Transaction& tx);

}  // namespace kheo::registry::scoring
