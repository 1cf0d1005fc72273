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
    /// Is the order of this sort there, for these columns? `newest` always is.
    bool ready(Sort sort) const { return sort == Sort::newest || orders_[place(sort)].ready; }
    /// Works it out: reads the sort keys where the columns do not hold them.
    Result<> prepare(db::Transaction& tx, Sort sort, const ListColumns& columns);
    /// Initiatives whose sort keys may differ now; also new ones. Those no longer wanted in memory are
    /// forgotten.
    Result<> change(db::Transaction& tx, std::span<const DocId> docs, const ListColumns& columns);
    void forget();

    /// At most `limit` of the set after the first `offset`.
    std::vector<DocId> page(const search::DocSet& set, Sort sort, bool descending, std::int64_t offset,
                            std::int64_t limit) const;

  private:
    struct Order {
        bool ready = false;
        std::vector<DocId> docs;
    };
    static constexpr std::size_t place(Sort sort) { return static_cast<std::size_t>(sort) - 1; }
    Result<> move(db::Transaction& tx, Sort sort, DocId doc, const ListColumns& columns);

    std::array<Order, 4> orders_;  // number, title, owner, updated
};

}  // namespace kheo::registry
