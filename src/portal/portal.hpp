// SPDX-License-Identifier: Apache-2.0
// The door of the portal: what anybody may read without signing in. It reads the registry through its door
// and decides which facts are public (docs/decisions/0010-public-facts.md): practices with their number,
// title, unit, field and years; the owner's name only where the owner is a collective; exemplars, who often
// are persons, not at all.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/registry.hpp"
#include "territory/territory.hpp"

namespace kheo::portal {

/// A photo that everybody may see: addresses of its sizes, what it says of itself.
struct Photo {
    std::string small, medium, large;  // 160, 640, 2048 pixels at most
    std::string caption;               // may be empty
    std::string day;                   // "21/11/2026" or empty
    bool after = false;                // taken when the work was done
};

using PhotoSource =
    std::function<Result<std::vector<Photo>>(db::Transaction& tx, registry::InitiativeId initiative)>;

/// All of it outlives the routes.
struct Services {
    db::Database& database;
    const Clock& clock;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    const view::Site& site;
    registry::ListIndex* lists = nullptr;  // shared by the program; none: each question reads everything
    std::string data_up_to{};              // of a public copy: when it was taken, as pages say it; else empty
    /// Published photos of an initiative, newest year first; app wires it.
    PhotoSource photos{};
    /// Where an officer registers to do the same: "/so-dang-ky/{number}/lam-theo"; a public copy has no such
    /// page.
    std::function<std::string(std::string_view number)> copy_href{};
};

/// GET / · /mo-hinh · /mo-hinh/{number} · /so-nhat-ky · /so-nhat-ky/dau · /so-nhat-ky/dau/{size}, also under
/// /en and /lo; /api/v1/ledger/….
std::vector<http::Route> routes(const Services& services);

/// Entries of the public menu that this room offers.
std::vector<view::NavItem> menu();

}  // namespace kheo::portal
