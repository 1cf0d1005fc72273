// SPDX-License-Identifier: Apache-2.0
// Private to portal: heads and proofs of the ledger as JSON.
#pragma once

#include "platform/ledger/ledger.hpp"
#include "portal/portal.hpp"

namespace kheo::portal {

/// The newest head, where everybody may see it (docs/decisions/0060).
Result<std::optional<ledger::Head>> public_head(db::Transaction& tx);

void add_ledger_api(std::vector<http::Route>& routes, const Services& services);

}  // namespace kheo::portal
