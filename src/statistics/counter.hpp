// SPDX-License-Identifier: Apache-2.0
// Who counts the groups of a pivot: SQL (the reference), or the run store. The pivot is the same over both. A
// counter belongs to one transaction and one question's mapping. Private to the slice.
#pragma once

#include <memory>

#include "statistics/store.hpp"

namespace kheo::statistics {

class Counter {
  public:
    virtual ~Counter() = default;
    /// Distinct units that facts of these periods name.
    virtual Result<std::vector<UnitId>> units(const std::vector<Period>& periods) = 0;
    /// What is counted from now on, and where: once for all figures of a page.
    virtual Result<> place(const Mapping& mapping, const std::vector<Period>& periods) = 0;
    virtual Result<std::vector<store::Group>> group(const store::GroupQuery& query) = 0;
    virtual Result<store::Makeup> makeup(const store::GroupQuery& query) = 0;
    virtual Result<std::vector<store::YearReach>> reach(const store::GroupQuery& query) = 0;
};

/// Both arguments must outlive it.
std::shared_ptr<Counter> sql_counter(db::Transaction& tx, const FactSource& source);

}  // namespace kheo::statistics
