// SPDX-License-Identifier: Apache-2.0
// The invariants of the registry's tables (registry.hpp, faults); run on a live database.
#include <array>

#include "registry/registry.hpp"

namespace kheo::registry {

namespace {

struct Invariant {
    std::string_view broken;  // for the operator's log
    std::string_view sql;     // numbers or ids that break it
};

constexpr std::array kInvariants{
    Invariant{"version of the initiative is not its newest kept version: ",
              "SELECT i.number FROM initiative i WHERE i.row_version <> "
              "(SELECT coalesce(max(v.version), 0) FROM initiative_version v WHERE v.initiative_id = i.id)"},
    Invariant{"the same content is registered twice: ",
              "SELECT min(i.number) FROM registration r JOIN initiative i ON i.id = r.initiative_id "
              "WHERE r.undone_at IS NULL GROUP BY r.content_key HAVING count(*) > 1"},
    Invariant{"an import that was taken back still counts, import ",
              "SELECT DISTINCT r.import_id FROM registration r JOIN import_batch b ON b.id = r.import_id "
              "WHERE b.status = 'undone' AND r.undone_at IS NULL"},
    Invariant{"an import says another number of rows than it saved, import ",
              "SELECT b.id FROM import_batch b WHERE b.saved <> "
              "(SELECT count(*) FROM registration r WHERE r.import_id = b.id)"},
    Invariant{"initiative without any registration: ",
              "SELECT i.number FROM initiative i WHERE NOT EXISTS "
              "(SELECT 1 FROM registration r WHERE r.initiative_id = i.id)"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& invariant : kInvariants)
        TRY(tx.each(
            [&](const db::Row& row) { out.push_back(std::string(invariant.broken).append(row.text(0))); },
            invariant.sql));
    return out;
}

}  // namespace kheo::registry
