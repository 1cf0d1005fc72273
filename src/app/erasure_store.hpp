// SPDX-License-Identifier: Apache-2.0
// The table `erasure`.
#pragma once

#include "app/erasures.hpp"

namespace kheo::app::store {

/// Once per subject; a repeated one changes nothing.
Result<> remember(db::Transaction& tx, const Erased& erased);
Result<std::set<Erased>> recorded(db::Transaction& tx);

}  // namespace kheo::app::store
