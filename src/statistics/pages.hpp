// SPDX-License-Identifier: Apache-2.0
// The pages of statistics: /so-lieu and the exports of its table. Part of the door; app wires it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "statistics/fact_keeper.hpp"

namespace kheo::statistics {

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    FactSource source;
    FactKeeper* keeper = nullptr;  // the facts in memory; none: SQL counts
};

/// The routes keep a copy; what the services refer to must outlive them.
std::vector<http::Route> routes(const Services& services);

}  // namespace kheo::statistics
