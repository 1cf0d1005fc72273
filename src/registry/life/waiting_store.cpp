// SPDX-License-Identifier: Apache-2.0
#include "registry/life/life.hpp"

namespace kheo::registry::life {

Result<std::int64_t> count_waiting(db::Transaction& tx, territory::UnitId unit, int campaign_year) {
    return tx.value(
        "SELECT count(*) FROM initiative_cycle WHERE campaign_year = ?1 AND (unit_id = ?2 OR book_unit_id = "
        "?2) "
        "AND state IN ('submitted', 'appraised')",
        campaign_year, unit);
}

}  // namespace kheo::registry::life
