// SPDX-License-Identifier: Apache-2.0
// The ledger's SQL.
#pragma once

#include <functional>

#include "platform/ledger/ledger.hpp"
#include "platform/ledger/merkle.hpp"

namespace kheo::ledger {

/// An entry as stored, with everything its leaf hash covers.
struct StoredEntry {
    std::int64_t id = 0;
    Millis at = 0;
    std::int64_t actor = 0;
    std::string verb, subject_type;
    std::int64_t subject_id = 0;
    std::string changed, commitment;
    std::int64_t seq = 0;  // 0 = not sealed
    Hash leaf;
};

/// The bytes a leaf hash covers: every column with its length before it, so that no two entries share an
/// encoding.
std::string encode(const StoredEntry& entry, std::int64_t seq);

namespace store {
Result<std::int64_t> insert(db::Transaction& tx, const Entry& entry, Millis at);
Result<std::vector<StoredEntry>> unsealed(db::Transaction& tx, int limit);
Result<> mark_sealed(db::Transaction& tx, std::int64_t id, std::int64_t seq, const Hash& leaf);
Result<> each_sealed(db::Transaction& tx, const std::function<void(const StoredEntry&)>& entry);
Result<std::int64_t> count_unsealed(db::Transaction& tx);
Result<Frontier> load_frontier(db::Transaction& tx);
Result<> save_frontier(db::Transaction& tx, const Frontier& frontier);
Result<> save_head(db::Transaction& tx, const Head& head);
Result<std::vector<Head>> heads(db::Transaction& tx);  // by size
Result<std::vector<HistoryLine>> history(db::Transaction& tx, std::string_view type, std::int64_t id,
                                         int limit);
Result<std::int64_t> last_id(db::Transaction& tx);
}  // namespace store

}  // namespace kheo::ledger
