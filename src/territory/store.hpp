// SPDX-License-Identifier: Apache-2.0
// The only SQL of territory. Functions run inside the caller's transaction.
#pragma once

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "territory/history.hpp"

namespace kheo::territory::store {

enum class Detail { without_citations, with_citations };

/// Units, versions, lineage and catalogues as they stand; index i of units has the i-th lowest id.
Result<History> load_history(db::Transaction& tx, Detail detail);

struct SaveReport {
    std::int64_t units_added = 0, units_changed = 0, lineage_written = 0;
    bool changed() const { return units_added + units_changed + lineage_written > 0; }
};

/// Writes what differs between `before` (as loaded) and `after`; fills in the ids of new units.
Result<SaveReport> save_history(db::Transaction& tx, const History& before, History& after, Millis at);

Result<std::int64_t> revision(db::Transaction& tx);
Result<> bump_revision(db::Transaction& tx);

Result<UnitId> insert_hamlet(db::Transaction& tx, UnitId commune, const VersionRow& version);
/// Folded-name lookup happens in the caller: all hamlets under a commune, id and name.
struct HamletName {
    UnitId id;
    std::string name;
};
Result<std::vector<HamletName>> hamlets_under(db::Transaction& tx, UnitId commune);

Result<bool> is_commune(db::Transaction& tx, UnitId unit);

/// What the resolution says of the unit's origin, for the unit page.
struct ClauseRow {
    UnitId from, to;
    std::string resolution, number, citation, confidence, provenance;
};
Result<std::vector<ClauseRow>> clauses_of(db::Transaction& tx, UnitId unit);

}  // namespace kheo::territory::store
