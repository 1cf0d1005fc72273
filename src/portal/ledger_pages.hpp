// SPDX-License-Identifier: Apache-2.0
// Private to portal: the public side of the ledger (docs/ledger.md). Pages say what it proves and what not;
// /api/v1/ledger/… answers heads and proofs without entries
// (docs/decisions/0060-what-a-public-proof-shows.md).
#pragma once

#include "portal/portal.hpp"

namespace kheo::portal {

std::vector<http::Route> ledger_routes(const Services& services);

}  // namespace kheo::portal
