// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::app::store {

/// Every public key that signed a head of this ledger.
Result<std::vector<std::string>> head_signers(db::Transaction& tx);

}  // namespace kheo::app::store
