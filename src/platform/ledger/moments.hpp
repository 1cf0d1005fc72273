// SPDX-License-Identifier: Apache-2.0
// For those who look after an installation: how the ledger stands to the clock.
#pragma once

#include "platform/ledger/ledger.hpp"

namespace kheo::ledger {

/// When the newest entry was written or sealed, by this machine's clock; 0 when there is none.
Result<Millis> last_moment(db::Transaction& tx);
/// When the oldest entry that waits for the sealer was written; none when all are sealed.
Result<std::optional<Millis>> oldest_unsealed(db::Transaction& tx);

}  // namespace kheo::ledger
