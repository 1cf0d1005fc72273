// SPDX-License-Identifier: Apache-2.0
// The invariants of the registry's tables (registry.hpp, faults); run on a live database.
#include <array>

#include "registry/messages.gen.hpp"
#include "registry/registry.hpp"

namespace kheo::registry {

namespace {

struct Invariant {
    const Message* broken;  // what the operator reads
    std::string_view sql;   // {name} of it: numbers or ids that break it
};

constexpr std::array kInvariants{
    Invariant{&msg::fault_version,
              "SELECT i.number FROM initiative i WHERE i.row_version <> "
              "(SELECT coalesce(max(v.version), 0) FROM initiative_version v WHERE v.initiative_id = i.id)"},
    Invariant{&msg::fault_twice,
              "SELECT min(i.number) FROM registration r JOIN initiative i ON i.id = r.initiative_id "
              "WHERE r.undone_at IS NULL GROUP BY r.content_key HAVING count(*) > 1"},
    Invariant{&msg::fault_undone,
              "SELECT DISTINCT r.import_id FROM registration r JOIN import_batch b ON b.id = r.import_id "
              "WHERE b.status = 'undone' AND r.undone_at IS NULL"},
    Invariant{&msg::fault_saved,
              "SELECT b.id FROM import_batch b WHERE b.saved <> "
              "(SELECT count(*) FROM registration r WHERE r.import_id = b.id)"},
    Invariant{&msg::fault_bare,
              "SELECT i.number FROM initiative i WHERE NOT EXISTS "
              "(SELECT 1 FROM registration r WHERE r.initiative_id = i.id)"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& invariant : kInvariants)
        TRY(tx.each(
            [&](const db::Row& row) {
                const Sentence line(*invariant.broken, {{"name", row.get<std::string>(0)}});
                out.push_back(line.in(Language::vi));
            },
            invariant.sql));
    return out;
}

}  // namespace kheo::registry
