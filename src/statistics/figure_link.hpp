// SPDX-License-Identifier: Apache-2.0
// A number is a link (architecture.md, idea 6): the registry's list under exactly the conditions of a figure,
// so that the list is as long as the figure. Private to the slice; pure.
#pragma once

#include "registry/registry.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// Which part of an answer a figure stands in.
struct FigurePlace {
    const PivotRow* row = nullptr;  // none = the totals
    std::size_t column = 0;
    std::size_t measure = 0;
    bool not_attributable = false;  // the row's part that no one commune can be given
};

/// nullopt where no list of initiatives is the figure: owners, communes, units as columns, several values of
/// one condition.
std::optional<registry::ListQuery> list_behind(const PivotAnswer& answer, const FigurePlace& place);

/// The address of the list, "" when there is none.
std::string link_behind(const PivotAnswer& answer, const FigurePlace& place);

}  // namespace kheo::statistics
