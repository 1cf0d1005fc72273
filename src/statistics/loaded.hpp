// SPDX-License-Identifier: Apache-2.0
// A pivot in two steps, for pages that show several figures of the same facts: load once, count often. Both
// steps belong to one transaction. Private to the slice.
#pragma once

#include "statistics/mapping.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// What stands loaded in the connection.
struct Loaded {
    Mapping mapping;
};

Result<Loaded> load(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                    const PivotQuery& query, Date today);

/// query may differ from the loaded one in measures, in columns, and in rows that are not units; nothing
/// else.
Result<PivotAnswer> count(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                          const Loaded& loaded, const PivotQuery& query, Date today);

}  // namespace kheo::statistics
