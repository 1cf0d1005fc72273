// SPDX-License-Identifier: Apache-2.0
// Private to the room: the sealed tree as stored. Leaves stand with the entries, the roots of full subtrees
// of every fourth level in ledger_node; anything between is folded from at most eight of them.
#pragma once

#include "platform/ledger/store.hpp"

namespace kheo::ledger {

inline constexpr int kKeptEvery = 4;

constexpr bool is_kept(int level) {
    return level > 0 && level % kKeptEvery == 0;
}

Head signed_head(std::int64_t size, Hash root, Millis at, const SigningKey& key);

/// Nodes of the stored tree. A kept subtree that is missing is folded from below; a missing leaf is an
/// Error. Lives as long as the transaction.
NodeSource stored_tree(db::Transaction& tx, Shape shape = Shape::with_proofs);

/// Makes the kept subtrees of entries that were sealed before they were kept; a look when none is missing.
Result<> fill_nodes(db::Database& database);

}  // namespace kheo::ledger
