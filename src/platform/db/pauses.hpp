// SPDX-License-Identifier: Apache-2.0
// For a transaction that is silent for long because files are copied between its statements.
#pragma once

#include "platform/db/database.hpp"

namespace kheo::db {

/// A PostgreSQL connection ends a transaction that sends nothing for ten minutes, and a statement that takes
/// nine; from here on neither holds for this transaction. write_schema() needs no asking. SQLite waits
/// anyway.
Result<> allow_pauses(Transaction& tx);

}  // namespace kheo::db
