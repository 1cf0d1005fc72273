// SPDX-License-Identifier: Apache-2.0
// Making proofs from the stored tree, and their check.
#include <utility>
#include <vector>

#include "platform/ledger/messages.gen.hpp"
#include "platform/ledger/tree.hpp"

namespace kheo::ledger {

namespace {

std::unexpected<Error> no_entry(std::int64_t seq, std::int64_t size) {
    return fail(ErrorKind::not_found, msg::no_such_entry,
                {{"seq", std::to_string(seq)}, {"size", std::to_string(size)}});
}

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorKind::internal, msg::tree_broken, {}, what);
}

// A subtree of fewer leaves than 2^kTelling can be guessed entry by entry (docs/decisions/0060).
constexpr int kTelling = 2;

/// Were the `count` entries after the first `begin` ones all sealed without random bytes?
Result<bool> are_bare(db::Transaction& tx, Shape shape, std::int64_t begin, std::int64_t count) {
    for (auto seq = begin + 1; seq <= begin + count; ++seq) {
        const auto entry = TRY(store::sealed(tx, shape, seq));
        if (entry && !entry->guessable()) return false;
    }
    return true;
}

/// The small subtrees that a proof was made from, each of which it may show.
class SmallSubtrees {
  public:
    /// Hands out the same nodes, and takes note of the small ones. Must not outlive this.
    NodeSource noting(NodeSource nodes) {
        return [this, nodes = std::move(nodes)](int level, std::int64_t index) {
            if (level < kTelling) seen_.emplace_back(level, index);
            return nodes(level, index);
        };
    }
    Result<bool> tell(db::Transaction& tx, Shape shape) const {
        for (const auto& [level, index] : seen_)
            if (TRY(are_bare(tx, shape, index << level, std::int64_t{1} << level))) return true;
        return false;
    }

  private:
    std::vector<std::pair<int, std::int64_t>> seen_;
};

Result<bool> is_guessable(db::Transaction& tx, Shape shape, const Head& head) {
    if (head.size >= std::int64_t{1} << kTelling) return false;
    return are_bare(tx, shape, 0, head.size);
}

}  // namespace

Result<InclusionProof> prove_inclusion(db::Transaction& tx, std::int64_t seq) {
    auto head = TRY(store::newest_head(tx));
    const auto size = head ? head->size : 0;
    if (seq < 1 || seq > size) return no_entry(seq, size);
    const auto shape = TRY(store::shape(tx));
    const auto entry = TRY(store::sealed(tx, shape, seq));
    if (!entry) return damaged("entry is missing");
    InclusionProof proof;
    proof.seq = seq;
    if (!entry->withheld()) proof.entry = encode(*entry, seq);
    proof.leaf = leaf_of(*entry);
    SmallSubtrees small;
    proof.path = TRY(inclusion_path(small.noting(stored_tree(tx, shape)), seq - 1, size));
    proof.head = *std::move(head);
    proof.guessable = entry->guessable() || TRY(small.tell(tx, shape));
    if (!holds(proof)) return damaged("inclusion does not hold");
    return proof;
}

Result<ConsistencyProof> prove_consistency(db::Transaction& tx, std::int64_t from, std::int64_t to) {
    auto head = TRY(to == 0 ? store::newest_head(tx) : store::head_of(tx, to));
    if (!head && to != 0)
        return fail(ErrorKind::not_found, msg::no_head_of_size, {{"size", std::to_string(to)}});
    const auto size = head ? head->size : 0;
    if (from < 1 || from > size)
        return fail(ErrorKind::invalid, msg::bad_from, {{"size", std::to_string(size)}});
    const auto shape = TRY(store::shape(tx));
    SmallSubtrees small;
    const auto tree = small.noting(stored_tree(tx, shape));
    ConsistencyProof proof;
    proof.from = from;
    proof.from_root = TRY(tree_root(tree, from));
    proof.path = TRY(consistency_path(tree, from, size));
    proof.to = *std::move(head);
    proof.guessable = TRY(small.tell(tx, shape)) || TRY(is_guessable(tx, shape, proof.to));
    if (!holds(proof)) return damaged("consistency does not hold");
    return proof;
}

Result<bool> is_guessable(db::Transaction& tx, const Head& head) {
    return is_guessable(tx, TRY(store::shape(tx)), head);
}

bool holds(const InclusionProof& proof) {
    return proof.seq >= 1 && (proof.entry.empty() || leaf_hash(proof.entry) == proof.leaf) &&
           inclusion_holds(proof.leaf, proof.seq - 1, proof.head.size, proof.path, proof.head.root) &&
           signature_holds(proof.head);
}

bool holds(const ConsistencyProof& proof) {
    return consistency_holds(proof.from, proof.from_root, proof.to.size, proof.to.root, proof.path) &&
           signature_holds(proof.to);
}

}  // namespace kheo::ledger
