// SPDX-License-Identifier: Apache-2.0
// An answer as a table for people: figures that link to their lists, changes in words and integers. Pure.
#pragma once

#include <functional>

#include "statistics/statistics.hpp"
#include "statistics/views.hpp"

namespace kheo::statistics {

/// "▲ +89 (6,4%)", "▼ −3 (−10,3%)", "= 0 (0,0%)", "▲ +5 (không xác định)".
Figure change_figure(std::int64_t asked, std::int64_t base, Language language);

struct TableWords {
    std::string caption, first_head;
    std::string total;                                       // label of the total row; "" = no total row
    std::function<std::string(const PivotRow&)> row_href{};  // opens the next level; may be empty
};

/// Without a columns dimension: each measure asked, compared, changed. With one: the first measure by column.
FigureTable make_table(const PivotAnswer& answer, const TableWords& words, Language language);

}  // namespace kheo::statistics
