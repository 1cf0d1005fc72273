// SPDX-License-Identifier: Apache-2.0
// Private to portal: heads and proofs of the ledger as JSON.
#pragma once

#include "portal/portal.hpp"

namespace kheo::portal {

void add_ledger_api(std::vector<http::Route>& routes, const Services& services);

}  // namespace kheo::portal
