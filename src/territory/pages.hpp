// SPDX-License-Identifier: Apache-2.0
// The pages of territory: /don-vi (units of a day) and /don-vi/{id} (one unit over time). Part of the door;
// app wires it. Units are public facts: any signed-in person may look.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "territory/territory.hpp"

namespace kheo::territory {

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const Atlas>()> atlas;  // the current snapshot
};

/// What the services refer to must outlive the routes.
std::vector<http::Route> routes(const Services& services);

}  // namespace kheo::territory
