// SPDX-License-Identifier: Apache-2.0
// Builds the statistics page from an address and a reader. Private to the slice.
#pragma once

#include "registry/registry.hpp"
#include "statistics/fact_keeper.hpp"
#include "statistics/loaded.hpp"
#include "statistics/page_query.hpp"
#include "statistics/views.hpp"

namespace kheo::statistics {

/// Everything a page asks beside its address.
struct PageReading {
    db::Transaction& tx;
    const territory::Atlas& atlas;
    const FactSource& source;
    registry::Visible visible;
    Date today;
    Language language = Language::vi;
    FactKeeper* keeper = nullptr;
};

/// The main answer of a page and what led to it; the table of the page and of the exports.
struct PageAnswer {
    PageQuery query;  // the unit made definite
    PivotAnswer answer;
    std::optional<territory::Level> level;  // of the rows, when they are units
    Loaded loaded;                          // for the other figures of the page
};

/// Errors: not_found for a unit outside what the reader may see; invalid or usage for a question that cannot
/// be answered.
Result<PageAnswer> answer_page(const PageReading& reading, const PageQuery& query);

/// The table with total row, rows and what stands above them.
FigureTable page_table(const PageReading& reading, const PageAnswer& page);

/// The whole page. A question that cannot be answered gives a page that says why.
Result<StatisticsPage> build_page(const PageReading& reading, const PageQuery& query);

}  // namespace kheo::statistics
