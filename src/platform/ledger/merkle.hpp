// SPDX-License-Identifier: Apache-2.0
// Merkle tree hash of RFC 6962 §2.1 with BLAKE2b-256: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::ledger {

using Hash = std::string;  // 32 bytes

Hash leaf_hash(std::string_view data);
Hash node_hash(std::string_view left, std::string_view right);

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

    void add(Hash leaf);
    /// Root of all leaves added; the hash of nothing when empty (RFC 6962).
    Hash root() const;
    const std::vector<Peak>& peaks() const { return peaks_; }
    std::int64_t size() const;

  private:
    std::vector<Peak> peaks_;
};

}  // namespace kheo::ledger
