// SPDX-License-Identifier: Apache-2.0
// A pivot in two steps, for pages that show several figures of the same facts: load once, count often. Both
// steps belong to one transaction. Private to the slice.
#pragma once

#include "statistics/counter.hpp"
#include "statistics/mapping.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// What stands ready to be counted, in the connection or in memory.
struct Loaded {
    Mapping mapping;
    std::shared_ptr<Counter> counter;
};

Result<Loaded> load(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                    const PivotQuery& query, Date today);

/// The same with somebody else counting than SQL.
Result<Loaded> load_with(std::shared_ptr<Counter> counter, db::Transaction& tx, const territory::Atlas& atlas,
                         const FactSource& source, const PivotQuery& query, Date today);

/// query may differ from the loaded one in measures, in columns, and in rows that are not units; nothing
/// else.
Result<PivotAnswer> count(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                          const Loaded& loaded, const PivotQuery& query, Date today);

}  // namespace kheo::statistics
