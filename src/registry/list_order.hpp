// SPDX-License-Identifier: Apache-2.0
// The orders a list may have beside that of ids, as permutations kept in step. Not synchronised
// (list_index.hpp).
#pragma once

#include <array>
#include <span>
#include <vector>

#include "registry/list_columns.hpp"

namespace kheo::registry {

class ListOrders {
  public:
    /// Is the order of this sort there? `newest` always is. current: asked by a transaction that sees all
    /// that the columns know, which an order worked out by an older one does not satisfy.
    bool ready(Sort sort, bool current) const {
        if (sort == Sort::newest) return true;
        const auto& order = orders_[place(sort)];
        return order.ready && (order.whole || !current);
    }
    /// Works it out: reads the sort keys where the columns do not hold them. What this transaction does not
    /// see yet stands first until the next one asks.
    Result<> prepare(db::Transaction& tx, Sort sort, const ListColumns& columns, bool current);
    /// Initiatives whose sort keys may differ now; also new ones. Those no longer wanted in memory are
    /// forgotten.
    Result<> change(db::Transaction& tx, std::span<const DocId> docs, const ListColumns& columns);
    void forget();

    /// At most `limit` of the set after the first `offset`.
    std::vector<DocId> page(const search::DocSet& set, Sort sort, bool descending, std::int64_t offset,
                            std::int64_t limit) const;

  private:
    struct Order {
        bool ready = false, whole = false;
        std::vector<DocId> docs;
    };
    static constexpr std::size_t place(Sort sort) { return static_cast<std::size_t>(sort) - 1; }
    Result<> move(db::Transaction& tx, Sort sort, DocId doc, const ListColumns& columns);

    std::array<Order, 4> orders_;  // number, title, owner, updated
};

}  // namespace kheo::registry
