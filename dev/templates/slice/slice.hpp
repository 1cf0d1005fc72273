// SPDX-License-Identifier: Apache-2.0
// The door of @slice@: what it is for, and the source of its rules. Functions are thread-safe; a Transaction is the
// caller's.
#pragma once

#include <vector>

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"

namespace kheo::@slice@ {

/// All of it outlives the routes.
struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
};

/// GET and POST @address@
std::vector<http::Route> routes(const Services& services);

}  // namespace kheo::@slice@
