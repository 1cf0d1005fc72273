// SPDX-License-Identifier: Apache-2.0
// The address of the statistics page and its way back: /so-lieu?don_vi=…&ky=…&so_voi=…&ban_do=…&hang=…&cot=…
// &chi_tieu=… and the conditions under the names of the registry's list. Private to the slice; pure.
#pragma once

#include <string>
#include <vector>

#include "platform/http/message.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// What stands in the address, as sent.
struct PageQuery {
    std::string unit;                   // don_vi: code on the map's day, "" = all the reader may see
    std::string period;                 // ky
    std::string compare = "cung_ky";    // so_voi: cung_ky, khong, or a period
    std::string map = "now";            // ban_do
    std::string rows = "don_vi";        // hang: don_vi = the next level below, else a dimension
    std::string columns;                // cot: a dimension, "" = none
    std::vector<std::string> measures;  // chi_tieu
    std::string kind, owner_type, sector, field, basis, state, level, theme;
};

/// today: the default period is the year so far.
PageQuery read_page_query(const http::Fields& fields, Date today);

/// "/so-lieu?…" without what is the default.
std::string page_address(const PageQuery& query, std::string_view path = "/so-lieu");

/// Months of the year so far as a period ("2026-01..2026-11").
Period year_so_far(Date today);

/// The question without rows and columns. Errors: invalid or usage, as for the command.
Result<PivotQuery> base_question(const PageQuery& query);

}  // namespace kheo::statistics
