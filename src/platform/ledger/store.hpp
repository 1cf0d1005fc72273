// SPDX-License-Identifier: Apache-2.0
// The ledger's SQL.
#pragma once

#include <functional>
#include <limits>

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
    std::string blind;  // 16 random bytes; empty: sealed before there were any

    /// Only number and leaf are here: a public copy (docs/decisions/0056-public-node.md).
    bool withheld() const { return verb.empty(); }
    /// Sealed without random bytes: who knows the leaf may try entries until one fits.
    bool guessable() const { return blind.empty() && !withheld(); }
};

/// The bytes a leaf hash covers: every column with its length before it, so that no two entries share an
/// encoding (docs/ledger.md).
std::string encode(const StoredEntry& entry, std::int64_t seq);
/// Computed from the entry; the stored one where the entry is withheld.
Hash leaf_of(const StoredEntry& entry);

/// What the schema knows: before migration 0060 entries have no random bytes and no subtrees are kept. So are
/// the data before their upgrade, and the copies that an upgrade left.
enum class Shape { before_proofs, with_proofs };

inline constexpr std::int64_t kAllEntries = std::numeric_limits<std::int64_t>::max();

namespace store {
/// Asked once by who reads data of any age.
Result<Shape> shape(db::Transaction& tx);
Result<std::int64_t> insert(db::Transaction& tx, const Entry& entry, Millis at);
Result<std::vector<StoredEntry>> unsealed(db::Transaction& tx, int limit);
Result<> mark_sealed(db::Transaction& tx, const StoredEntry& sealed);
/// Numbers 1 … up_to, in order.
Result<> each_sealed(db::Transaction& tx, Shape shape, std::int64_t up_to,
                     const std::function<void(const StoredEntry&)>& entry);
Result<std::optional<StoredEntry>> sealed(db::Transaction& tx, Shape shape, std::int64_t seq);
/// Leaves of `count` entries from number `first` on.
Result<std::vector<Hash>> leaves(db::Transaction& tx, std::int64_t first, std::int64_t count);
Result<std::int64_t> count_unsealed(db::Transaction& tx);
Result<Frontier> load_frontier(db::Transaction& tx);
Result<> save_frontier(db::Transaction& tx, const Frontier& frontier);
Result<> save_head(db::Transaction& tx, const Head& head);
Result<std::vector<Head>> heads(db::Transaction& tx);  // by size
Result<std::optional<Head>> newest_head(db::Transaction& tx);
Result<std::optional<Head>> head_of(db::Transaction& tx, std::int64_t size);
/// The smallest head over at least `size` entries.
Result<std::optional<Head>> head_over(db::Transaction& tx, std::int64_t size);
/// Any of the heads.
Result<bool> has_signed(db::Transaction& tx, const std::string& public_key);
/// The newest head sealed before `before`.
Result<std::optional<Head>> head_before(db::Transaction& tx, Millis before);

// Kept subtrees (levels 4, 8, 12 …); only where the schema knows them.
Result<> add_node(db::Transaction& tx, const Node& node);
/// Those from `first` on, by index; fewer when some are missing.
Result<std::vector<Node>> nodes(db::Transaction& tx, int level, std::int64_t first, std::int64_t count);
/// One more than the highest index kept on the level.
Result<std::int64_t> node_end(db::Transaction& tx, int level);
/// By level and index.
Result<> each_node(db::Transaction& tx, const std::function<void(const Node&)>& node);
Result<std::vector<HistoryLine>> history(db::Transaction& tx, std::string_view type, std::int64_t id,
                                         int limit);
Result<std::string> commitment_of(db::Transaction& tx, std::int64_t id);  // "" when unknown
Result<std::int64_t> last_id(db::Transaction& tx);
Result<Standing> standing(db::Transaction& tx);
Result<std::vector<std::int64_t>> subjects_since(db::Transaction& tx, std::string_view type,
                                                 std::int64_t sealed);
Result<Millis> last_moment(db::Transaction& tx);
Result<std::optional<Millis>> oldest_unsealed(db::Transaction& tx);
}  // namespace store

}  // namespace kheo::ledger
