// SPDX-License-Identifier: Apache-2.0
// Recomputing the tree from the entries: the whole of it (verify) or as far as a kept head saw (compare).
#include <algorithm>
#include <map>

#include "platform/ledger/store.hpp"
#include "platform/ledger/tree.hpp"

namespace kheo::ledger {

namespace {

/// Subtrees of each level in order, as one number and one hash per level, so that two lists of them are
/// compared without keeping them.
class Chains {
  public:
    void add(const Node& node) {
        auto& chain = levels_[node.level];
        if (node.index != chain.next) chain.hash = node_hash(chain.hash, "a hole");
        chain.hash = node_hash(chain.hash, node.hash);
        chain.next = node.index + 1;
    }
    bool operator==(const Chains&) const = default;

  private:
    struct Chain {
        std::int64_t next = 0;
        Hash hash;
        bool operator==(const Chain&) const = default;
    };
    std::map<int, Chain> levels_;
};

bool same_peaks(const Frontier& a, const Frontier& b) {
    return std::ranges::equal(a.peaks(), b.peaks(), [](const Frontier::Peak& x, const Frontier::Peak& y) {
        return x.level == y.level && x.hash == y.hash;
    });
}

/// Walks sealed entries in order and compares them with their leaves and with every signed head.
class Checker {
  public:
    Checker(std::vector<Head> heads, std::span<const std::string> trusted)
        : heads_(std::move(heads)), trusted_(trusted) {}

    void entry(const StoredEntry& stored) {
        const auto expected = frontier_.size() + 1;
        if (stored.seq != expected) return bad(expected);  // removed, or numbered twice
        const auto leaf = leaf_of(stored);
        if (leaf != stored.leaf) bad(stored.seq);
        // A public copy withholds every entry; one emptied entry among others hides a change.
        if (stored.withheld()) ++withheld_;
        if (withheld_ != 0 && withheld_ != stored.seq) bad(stored.seq);
        std::vector<Node> completed;
        frontier_.add(leaf, &completed);
        for (const auto& node : completed)
            if (is_kept(node.level)) derived_.add(node);
        check_heads();
    }

    Verification finish(std::int64_t unsealed, const Frontier& stored_frontier,
                        const std::optional<Chains>& stored) {
        if (next_ < heads_.size()) bad(frontier_.size() + 1);  // a head over entries that are gone
        Verification v;
        v.entries = frontier_.size();
        v.unsealed = unsealed;
        v.root = frontier_.root();
        v.is_signed = !heads_.empty() && heads_.back().size == v.entries && head_ok_;
        v.first_bad = first_bad_;
        v.derived_ok = (!stored || derived_ == *stored) && same_peaks(frontier_, stored_frontier);
        v.ok = !first_bad_ && v.derived_ok && (v.is_signed || v.entries == 0);
        return v;
    }

  private:
    void bad(std::int64_t seq) {
        if (!first_bad_) first_bad_ = seq;
    }

    void check_heads() {
        if (next_ >= heads_.size() || heads_[next_].size != frontier_.size()) return;
        const auto& head = heads_[next_];
        head_ok_ = head.root == frontier_.root() && signature_holds(head) &&
                   (trusted_.empty() || std::ranges::find(trusted_, head.public_key) != trusted_.end());
        if (!head_ok_)
            bad(next_ == 0 ? 1 : heads_[next_ - 1].size + 1);  // the change lies in this head's stretch
        ++next_;
    }

    std::vector<Head> heads_;
    std::span<const std::string> trusted_;
    Frontier frontier_;
    Chains derived_;
    std::size_t next_ = 0;
    bool head_ok_ = false;
    std::int64_t withheld_ = 0;
    std::optional<std::int64_t> first_bad_;
};

}  // namespace

Result<Verification> verify(db::Transaction& tx, std::span<const std::string> trusted_keys) {
    Checker checker(TRY(store::heads(tx)), trusted_keys);
    const auto shape = TRY(store::shape(tx));
    TRY(store::each_sealed(tx, shape, kAllEntries, [&](const StoredEntry& entry) { checker.entry(entry); }));
    std::optional<Chains> kept;  // none where the schema keeps none
    if (shape == Shape::with_proofs) {
        kept.emplace();
        TRY(store::each_node(tx, [&](const Node& node) { kept->add(node); }));
    }
    const auto frontier = TRY(store::load_frontier(tx));
    return checker.finish(TRY(store::count_unsealed(tx)), frontier, kept);
}

namespace {

/// What does not agree under a key that signed none of this ledger's heads says nothing about this ledger.
Result<KeptHead> disagreement(db::Transaction& tx, const Head& kept, KeptHead under_a_known_key) {
    return TRY(store::has_signed(tx, kept.public_key)) ? under_a_known_key : KeptHead::unknown_key;
}

}  // namespace

Result<KeptHead> compare(db::Transaction& tx, const Head& kept) {
    if (kept.size < 1 || !signature_holds(kept)) return KeptHead::bad_signature;
    const auto newest = TRY(store::newest_head(tx));
    Frontier frontier;
    bool in_order = true;
    const auto shape = TRY(store::shape(tx));
    TRY(store::each_sealed(tx, shape, kept.size, [&](const StoredEntry& entry) {
        in_order = in_order && entry.seq == frontier.size() + 1;
        frontier.add(leaf_of(entry));
    }));
    if (in_order && frontier.size() < kept.size) return disagreement(tx, kept, KeptHead::shorter);
    if (!in_order || frontier.root() != kept.root) return disagreement(tx, kept, KeptHead::differs);
    if (newest && newest->public_key != kept.public_key) return KeptHead::other_key;
    return KeptHead::prefix;
}

}  // namespace kheo::ledger
