// SPDX-License-Identifier: Apache-2.0
// The table `erasure`.
#pragma once

#include "app/erasures.hpp"

namespace kheo::app::store {

/// One row per subject, merged with what it says already.
Result<> remember(db::Transaction& tx, const Erased& erased);
Result<std::set<Erased>> recorded(db::Transaction& tx);

/// [[0,"12"],[2,"12-2"]]
std::string owners_text(const Erased& erased);
/// Reads both columns; throws nlohmann::json::exception for what is no such text.
void read_owners(Erased& erased, const std::string& owners, const std::string& lists);

}  // namespace kheo::app::store
