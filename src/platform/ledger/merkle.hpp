// SPDX-License-Identifier: Apache-2.0
// Merkle tree of RFC 6962 §2.1 with BLAKE2b-256: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right).
// The growing tree, proofs out of it (§2.1.1, §2.1.2) and their check (RFC 9162 §2.1.3.2, §2.1.4.2). Pure
// but for the source of nodes; indexes count from 0.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kheo::ledger {

using Hash = std::string;  // 32 bytes

Hash leaf_hash(std::string_view data);
Hash node_hash(std::string_view left, std::string_view right);

/// Root of a row of subtrees of one level; their number is a power of two.
Hash fold(std::vector<Hash> row);

/// A full subtree: the 2^level leaves from index · 2^level on.
struct Node {
    int level = 0;
    std::int64_t index = 0;
    Hash hash;
};

/// The right edge of a growing tree: roots of full subtrees, largest first. O(log n) memory.
class Frontier {
  public:
    struct Peak {
        int level = 0;  // subtree of 2^level leaves
        Hash hash;
    };

    Frontier() = default;
    /// Peaks in descending level, as stored.
    explicit Frontier(std::vector<Peak> peaks) : peaks_(std::move(peaks)) {}

    /// `completed`, when given, gets the subtrees of two leaves or more that this leaf fills up.
    void add(Hash leaf, std::vector<Node>* completed = nullptr);
    /// Root of all leaves added; the hash of nothing when empty (RFC 6962).
    Hash root() const;
    const std::vector<Peak>& peaks() const { return peaks_; }
    std::int64_t size() const;

  private:
    std::vector<Peak> peaks_;
};

/// Hands out the root of a full subtree.
using NodeSource = std::function<Result<Hash>(int level, std::int64_t index)>;

/// Root of the first `size` leaves, size ≥ 1.
Result<Hash> tree_root(const NodeSource& nodes, std::int64_t size);
/// Needs 0 ≤ index < size.
Result<std::vector<Hash>> inclusion_path(const NodeSource& nodes, std::int64_t index, std::int64_t size);
/// Needs 1 ≤ from ≤ to.
Result<std::vector<Hash>> consistency_path(const NodeSource& nodes, std::int64_t from, std::int64_t to);

/// Any values may be given: what no honest tree can give does not hold.
bool inclusion_holds(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path,
                     const Hash& root);
bool consistency_holds(std::int64_t from, const Hash& from_root, std::int64_t to, const Hash& to_root,
                       const std::vector<Hash>& path);

}  // namespace kheo::ledger
