// SPDX-License-Identifier: Apache-2.0
// The hamlet team of the demonstration: a made-up hamlet with its decision, a head, two slips.
#pragma once

#include "base/clock.hpp"
#include "platform/db/database.hpp"

namespace kheo::app::demo {

/// For the account "todanvan", which must be there: the team of its hamlet, its head, two slips.
Result<> add_team(db::Database& database, const Clock& clock);

}  // namespace kheo::app::demo
