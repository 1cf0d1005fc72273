// SPDX-License-Identifier: Apache-2.0
// The invariants of the registry's tables (registry.hpp, faults); run on a live database.
#include <array>

#include "platform/ledger/ledger.hpp"
#include "registry/prepare.hpp"
#include "registry/store.hpp"

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

constexpr int kInitiativesAtOnce = 500;

struct KeptVersion {
    std::string number;
    std::int64_t version = 0, newest = 0, entry_id = 0;
    std::string values, salt;
};

KeptVersion read_version(const db::Row& row) {
    return {row.get<std::string>(0), row.integer(1),          row.integer(2),
            row.integer(3),          row.get<std::string>(4), row.get<std::string>(5)};
}

/// Versions whose values were not erased, of the initiatives behind `after` up to `last`.
Result<std::vector<KeptVersion>> kept_versions(db::Transaction& tx, std::int64_t after, std::int64_t last) {
    return tx.all(read_version,
                  "SELECT i.number, v.version, i.row_version, v.entry_id, v.value_json, v.salt "
                  "FROM initiative_version v JOIN initiative i ON i.id = v.initiative_id "
                  "WHERE v.initiative_id > ?1 AND v.initiative_id <= ?2 AND v.value_json IS NOT NULL "
                  "ORDER BY v.initiative_id, v.version",
                  after, last);
}

/// What somebody changed past the program: a kept version is what its ledger entry committed to, and the
/// register says what the newest version says.
Result<> look_at(db::Transaction& tx, const KeptVersion& kept, std::vector<std::string>& out) {
    if (TRY(ledger::commitment_of(tx, kept.entry_id)) != ledger::commit(kept.salt, kept.values))
        out.push_back("kept version is not what the ledger saw: " + kept.number + ", version " +
                      std::to_string(kept.version));
    if (kept.version != kept.newest) return {};
    const auto dossier = TRY(store::find(tx, kept.number));
    if (dossier && to_json(dossier->statement) != kept.values)
        out.push_back("initiative was changed past the program, it is not its newest version: " +
                      kept.number);
    return {};
}

Result<> look_at_versions(db::Transaction& tx, std::vector<std::string>& out) {
    for (std::int64_t after = 0;;) {
        const auto last = TRY(
            tx.value("SELECT coalesce(max(id), 0) FROM (SELECT id FROM initiative WHERE id > ?1 ORDER BY id "
                     "LIMIT ?2) page",
                     after, kInitiativesAtOnce));
        if (last == 0) return {};
        for (const auto& kept : TRY(kept_versions(tx, after, last))) TRY(look_at(tx, kept, out));
        after = last;
    }
}

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& invariant : kInvariants)
        TRY(tx.each(
            [&](const db::Row& row) { out.push_back(std::string(invariant.broken).append(row.text(0))); },
            invariant.sql));
    TRY(look_at_versions(tx, out));
    return out;
}

}  // namespace kheo::registry
