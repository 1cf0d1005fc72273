// SPDX-License-Identifier: Apache-2.0
// From the place where it all began down to the last copy (replication.hpp, spread_of).
#include <map>
#include <set>

#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

namespace {

constexpr int kDeepest = 20;  // a chain longer than this is cut, a circle ends here

/// Up the parents; a circle (a copy of a copy of itself) stops at what was seen.
Result<InitiativeId> beginning(db::Transaction& tx, InitiativeId from) {
    std::set<InitiativeId> seen{from};
    for (int i = 0; i < kDeepest; ++i) {
        const auto parent = TRY(store::live_parent_of(tx, from));
        if (!parent || !seen.insert(*parent).second) break;
        from = *parent;
    }
    return from;
}

/// Parents before children, oldest first; each initiative once.
class Walk {
  public:
    explicit Walk(std::vector<store::Copy> copies) {
        for (auto& copy : copies) copies_[copy.parent].push_back(std::move(copy.node));
    }

    void add(Node node, int parent, int depth) {
        if (out.size() >= kMostNodes || depth > kDeepest || !seen_.insert(node.id).second) return;
        node.parent = parent, node.depth = depth;
        const auto id = node.id;
        const auto here = static_cast<int>(out.size());
        out.push_back(std::move(node));
        const auto found = copies_.find(id);
        if (found == copies_.end()) return;
        for (const auto& copy : found->second) add(copy, here, depth + 1);
    }

    std::vector<Node> out;

  private:
    std::map<InitiativeId, std::vector<Node>> copies_;
    std::set<InitiativeId> seen_;
};

}  // namespace

Result<std::vector<Node>> spread_of(db::Transaction& tx, InitiativeId initiative) {
    auto first = TRY(store::node(tx, TRY(beginning(tx, initiative))));
    if (!first) return std::vector<Node>{};
    Walk walk(TRY(store::copies_below(tx, first->id)));
    walk.add(*std::move(first), -1, 0);
    return std::move(walk.out);
}

Result<std::int64_t> copies_of(db::Transaction& tx, InitiativeId initiative) {
    return store::count_copies(tx, initiative);
}

}  // namespace kheo::registry::replication
