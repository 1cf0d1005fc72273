// SPDX-License-Identifier: Apache-2.0
// The only SQL of @slice@.
#pragma once

#include <optional>
#include <vector>

#include "@slice@/model.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "platform/db/database.hpp"

namespace kheo::@slice@::store {

/// The new row's id; none when a row with this request_key is there already.
Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const New@Record@& record, Millis at);

/// Newest first.
Result<std::vector<@Record@>> list(db::Transaction& tx, int limit);

}  // namespace kheo::@slice@::store
