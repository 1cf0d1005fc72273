// SPDX-License-Identifier: Apache-2.0
// Proofs out of the tree and their check (merkle.hpp).
#include <bit>

#include "platform/ledger/merkle.hpp"

namespace kheo::ledger {

namespace {

/// The largest power of two below n, n ≥ 2: where RFC 6962 cuts a tree.
std::int64_t cut(std::int64_t n) {
    return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(n - 1)));
}

/// Root of the n leaves from `begin` on; begin is a multiple of the power of two that covers n.
Result<Hash> range_root(const NodeSource& nodes, std::int64_t begin, std::int64_t n) {
    const auto unsigned_n = static_cast<std::uint64_t>(n);
    if (std::has_single_bit(unsigned_n)) {
        const int level = std::countr_zero(unsigned_n);
        return nodes(level, begin >> level);
    }
    const auto k = cut(n);
    const auto left = TRY(range_root(nodes, begin, k));
    return node_hash(left, TRY(range_root(nodes, begin + k, n - k)));
}

/// Walks from the root to a leaf or to the right edge of a smaller tree, keeping the siblings; the path is
/// read upwards, so it is turned round at the end.
struct Descent {
    const NodeSource& nodes;
    std::int64_t begin = 0, n = 0;
    std::vector<Hash> siblings{};

    Result<> left() {
        const auto k = cut(n);
        siblings.push_back(TRY(range_root(nodes, begin + k, n - k)));
        n = k;
        return {};
    }
    Result<> right() {
        const auto k = cut(n);
        siblings.push_back(TRY(range_root(nodes, begin, k)));
        begin += k;
        n -= k;
        return {};
    }
    std::vector<Hash> path() && { return {siblings.rbegin(), siblings.rend()}; }
};

/// Rebuilds roots upwards from a proof (RFC 9162 §2.1.3.2): `fn` and `sn` are the positions of the node and
/// of the tree's last node on the present level.
struct Ascent {
    std::uint64_t fn = 0, sn = 0;

    /// True when the next sibling stands on the left.
    bool takes_left() const { return (fn & 1) == 1 || fn == sn; }
    void skip_lonely() {
        if ((fn & 1) == 1) return;
        while (fn != 0 && (fn & 1) == 0) up();
    }
    void up() {
        fn >>= 1;
        sn >>= 1;
    }
};

}  // namespace

Result<Hash> tree_root(const NodeSource& nodes, std::int64_t size) {
    return range_root(nodes, 0, size);
}

Result<std::vector<Hash>> inclusion_path(const NodeSource& nodes, std::int64_t index, std::int64_t size) {
    Descent descent{nodes, 0, size};
    while (descent.n > 1) {
        if (index < descent.begin + cut(descent.n))
            TRY(descent.left());
        else
            TRY(descent.right());
    }
    return std::move(descent).path();
}

Result<std::vector<Hash>> consistency_path(const NodeSource& nodes, std::int64_t from, std::int64_t to) {
    Descent descent{nodes, 0, to};
    while (from < descent.begin + descent.n) {
        if (from <= descent.begin + cut(descent.n))
            TRY(descent.left());
        else
            TRY(descent.right());
    }
    if (descent.begin > 0) descent.siblings.push_back(TRY(range_root(nodes, descent.begin, descent.n)));
    return std::move(descent).path();
}

bool inclusion_holds(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path,
                     const Hash& root) {
    if (index < 0 || index >= size) return false;
    Ascent at{static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(size - 1)};
    Hash hash = leaf;
    for (const auto& sibling : path) {
        if (at.sn == 0) return false;
        if (at.takes_left()) {
            hash = node_hash(sibling, hash);
            at.skip_lonely();
        } else {
            hash = node_hash(hash, sibling);
        }
        at.up();
    }
    return at.sn == 0 && hash == root;
}

bool consistency_holds(std::int64_t from, const Hash& from_root, std::int64_t to, const Hash& to_root,
                       const std::vector<Hash>& path) {
    if (from < 1 || from > to) return false;
    if (from == to) return path.empty() && from_root == to_root;
    auto siblings = path;
    // A smaller tree that is one full subtree is its own first node.
    if (std::has_single_bit(static_cast<std::uint64_t>(from))) siblings.insert(siblings.begin(), from_root);
    if (siblings.empty()) return false;
    Ascent at{static_cast<std::uint64_t>(from - 1), static_cast<std::uint64_t>(to - 1)};
    while ((at.fn & 1) == 1) at.up();
    Hash old_root = siblings.front(), new_root = siblings.front();
    for (std::size_t i = 1; i < siblings.size(); ++i) {
        if (at.sn == 0) return false;
        if (at.takes_left()) {
            old_root = node_hash(siblings[i], old_root);
            new_root = node_hash(siblings[i], new_root);
            at.skip_lonely();
        } else {
            new_root = node_hash(new_root, siblings[i]);
        }
        at.up();
    }
    return at.sn == 0 && old_root == from_root && new_root == to_root;
}

}  // namespace kheo::ledger
