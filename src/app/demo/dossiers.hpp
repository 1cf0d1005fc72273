// SPDX-License-Identifier: Apache-2.0
// A dozen dossiers of the made-up city in the states of their life, brought there act by act by the accounts
// of the demonstration, so that each of them finds work on his desk.
#pragma once

#include "base/clock.hpp"
#include "platform/db/database.hpp"

namespace kheo::app::demo {

/// After the accounts and initiatives.
Result<> add_dossiers(db::Database& database, const Clock& clock);

}  // namespace kheo::app::demo
