// SPDX-License-Identifier: Apache-2.0
// For upgrades: what an older program did not keep beside the ledger.
#pragma once

#include "platform/db/database.hpp"

namespace kheo::ledger {

/// Makes the kept subtrees of entries that were sealed before migration 0060, inside the caller's
/// transaction, which stands on that schema. seal() does the same in batches.
Result<> fill_nodes(db::Transaction& tx);

}  // namespace kheo::ledger
