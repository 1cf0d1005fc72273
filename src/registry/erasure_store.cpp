// SPDX-License-Identifier: Apache-2.0
#include "registry/erasure_store.hpp"

namespace kheo::registry::store {

namespace {

std::string text(const db::Row& row) {
    return row.get<std::string>(0);
}

}  // namespace

Result<std::vector<OwnerRow>> owners(db::Transaction& tx, InitiativeId id) {
    return tx.all(
        [](const db::Row& row) { return OwnerRow{row.get<std::string>(0), row.get<std::string>(1)}; },
        "SELECT name, owner_key FROM initiative_owner WHERE initiative_id = ?1 ORDER BY position", id);
}

Result<std::vector<Owned>> owned_by(db::Transaction& tx, std::string_view owner_key) {
    return tx.all([](const db::Row& row) { return Owned{row.get<InitiativeId>(0), row.get<std::string>(1)}; },
                  "SELECT i.id, i.number FROM initiative i WHERE EXISTS (SELECT 1 FROM initiative_owner o "
                  "WHERE o.initiative_id = i.id AND o.owner_key = ?1) ORDER BY i.id",
                  owner_key);
}

Result<> empty_versions(db::Transaction& tx, InitiativeId id) {
    TRY(tx.exec("UPDATE initiative_version SET value_json = NULL, salt = NULL WHERE initiative_id = ?1", id));
    return {};
}

Result<> rename_batches(db::Transaction& tx, const std::string& sha256, const std::string& name) {
    TRY(tx.exec("UPDATE import_batch SET file_name = ?2 WHERE sha256 = ?1", sha256, name));
    return {};
}

Result<std::vector<std::string>> source_files(db::Transaction& tx, InitiativeId id) {
    return tx.all(text,
                  "SELECT DISTINCT b.sha256 FROM registration r JOIN import_batch b ON b.id = r.import_id "
                  "WHERE r.initiative_id = ?1 ORDER BY b.sha256",
                  id);
}

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at) {
    return tx.find(text, "SELECT number FROM initiative WHERE id = ?1 AND created_at = ?2", id, made_at);
}

}  // namespace kheo::registry::store
