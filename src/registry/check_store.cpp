// SPDX-License-Identifier: Apache-2.0
// The invariants of the registry's tables (registry.hpp, faults); run on a live database.
#include <array>

#include "platform/db/invariant.hpp"
#include "registry/messages.gen.hpp"
#include "registry/registry.hpp"

namespace kheo::registry {

namespace {

constexpr std::array kInvariants{
    db::Invariant{
        &msg::fault_version,
        "SELECT i.number FROM initiative i WHERE i.row_version <> "
        "(SELECT coalesce(max(v.version), 0) FROM initiative_version v WHERE v.initiative_id = i.id)"},
    db::Invariant{&msg::fault_twice,
                  "SELECT min(i.number) FROM registration r JOIN initiative i ON i.id = r.initiative_id "
                  "WHERE r.undone_at IS NULL GROUP BY r.content_key HAVING count(*) > 1"},
    db::Invariant{&msg::fault_undone,
                  "SELECT DISTINCT r.import_id FROM registration r JOIN import_batch b ON b.id = r.import_id "
                  "WHERE b.status = 'undone' AND r.undone_at IS NULL"},
    db::Invariant{&msg::fault_saved,
                  "SELECT b.id FROM import_batch b WHERE b.saved <> "
                  "(SELECT count(*) FROM registration r WHERE r.import_id = b.id)"},
    db::Invariant{&msg::fault_bare,
                  "SELECT i.number FROM initiative i WHERE NOT EXISTS "
                  "(SELECT 1 FROM registration r WHERE r.initiative_id = i.id)"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    return db::broken(tx, kInvariants);
}

}  // namespace kheo::registry
