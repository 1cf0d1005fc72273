// SPDX-License-Identifier: Apache-2.0
// What goes on into a new campaign year (domain.md §2.5: carry-over is examined each year, what is without
// effect ends): the dossiers of the year before that have nothing for the new year yet, and the decision on
// each. Functions run in the caller's transaction; safe on any thread that holds one.
#pragma once

#include <map>

#include "registry/replication/replication.hpp"

namespace kheo::registry::replication {

/// A dossier of the year before: recognised, under way, or only registered (an imported list).
struct Due {
    std::string number;
    life::YearEnd dossier;          // without id: nobody follows it yet
    std::optional<Date> last_sign;  // newest sign of life
    life::MayEnd may{};             // what the person may decide on it
};
struct DueList {
    std::vector<Due> rows;   // those without a sign of life first, then the longest silence; of one page
    std::int64_t total = 0;  // on all pages
    int page = 1;            // the last one where the asked one lies behind it
};
/// Those of the campaign year before `year` that the person may carry over or end; the acts themselves ask no
/// more before anything is typed (life::may_end).
Result<DueList> due_for(db::Transaction& tx, int year, const Acting& acting, int page, int per_page);

enum class Decision { carry_over, stop };
/// Carries one of them over or ends it with a reason, by who may do that act on its dossier (life::perform);
/// one that nobody follows is followed first. row_version: as it was looked at. The answer is the code of the
/// dossier to go on with. not_found when there is none; a repeated request_key does nothing.
Result<std::string> decide(db::Transaction& tx, std::string_view number, int year, std::int64_t row_version,
                           Decision decision, const std::string& reason, std::string_view request_key,
                           const Acting& acting);

}  // namespace kheo::registry::replication
