// SPDX-License-Identifier: Apache-2.0
// Making proofs from the stored tree, and their check.
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

/// Was the other leaf of this one's pair sealed without random bytes? A proof shows that leaf's hash.
Result<bool> neighbour_guessable(db::Transaction& tx, Shape shape, std::int64_t seq, std::int64_t size) {
    const auto neighbour = seq % 2 == 1 ? seq + 1 : seq - 1;
    if (neighbour > size) return false;
    const auto entry = TRY(store::sealed(tx, shape, neighbour));
    return entry && entry->guessable();
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
    proof.path = TRY(inclusion_path(stored_tree(tx, shape), seq - 1, size));
    proof.head = *std::move(head);
    proof.guessable = entry->guessable() || TRY(neighbour_guessable(tx, shape, seq, size));
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
    const auto tree = stored_tree(tx, TRY(store::shape(tx)));
    ConsistencyProof proof;
    proof.from = from;
    proof.from_root = TRY(tree_root(tree, from));
    proof.path = TRY(consistency_path(tree, from, size));
    proof.to = *std::move(head);
    if (!holds(proof)) return damaged("consistency does not hold");
    return proof;
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
