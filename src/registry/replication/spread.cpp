// SPDX-License-Identifier: Apache-2.0
// From the place where it all began down to the last copy (replication.hpp, spread_of).
#include <set>

#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

namespace {

constexpr int kDeepest = 20;  // a chain longer than this is cut, a circle ends here

/// Up the parents; a circle (a copy of a copy of itself) stops at what was seen.
Result<InitiativeId> beginning(db::Transaction& tx, InitiativeId from) {
    std::set<std::int64_t> seen{from.value};
    for (int i = 0; i < kDeepest; ++i) {
        const auto origin = TRY(store::origin_of(tx, from));
        if (!origin || !seen.insert(origin->parent.value).second) break;
        if (!TRY(store::node(tx, origin->parent))) break;
        from = origin->parent;
    }
    return from;
}

class Walk {
  public:
    explicit Walk(db::Transaction& tx) : tx_(tx) {}

    Result<> add(InitiativeId id, int parent, int depth, const std::string& adapted,
                 const std::string& result) {
        if (out.size() >= kMostNodes || depth > kDeepest || !seen_.insert(id.value).second) return {};
        auto node = TRY(store::node(tx_, id));
        if (!node) return {};
        node->parent = parent, node->depth = depth;
        node->adapted = adapted, node->result = result;
        out.push_back(*std::move(node));
        const auto here = static_cast<int>(out.size()) - 1;
        for (const auto& copy : TRY(store::copies(tx_, id)))
            TRY(add(copy.initiative, here, depth + 1, copy.adapted, copy.result));
        return {};
    }

    std::vector<Node> out;

  private:
    db::Transaction& tx_;
    std::set<std::int64_t> seen_;
};

}  // namespace

Result<std::vector<Node>> spread_of(db::Transaction& tx, InitiativeId initiative) {
    Walk walk(tx);
    TRY(walk.add(TRY(beginning(tx, initiative)), -1, 0, {}, {}));
    return std::move(walk.out);
}

Result<std::int64_t> copies_of(db::Transaction& tx, InitiativeId initiative) {
    std::int64_t count = 0;
    for (const auto& copy : TRY(store::copies(tx, initiative)))
        count += TRY(store::node(tx, copy.initiative)).has_value();
    return count;
}

}  // namespace kheo::registry::replication
