// SPDX-License-Identifier: Apache-2.0
// For those who look after an installation: what the table of uploads says about files and lists cut off.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/db/database.hpp"

namespace kheo::registry::import {

/// Which kept files (by SHA-256) lists still need.
Result<std::vector<std::string>> needed_files(db::Transaction& tx);
/// Lists whose reading or saving the end of a process cut off before that moment and nobody took up again.
Result<std::int64_t> count_cut_off(db::Transaction& tx, Millis before);

}  // namespace kheo::registry::import
